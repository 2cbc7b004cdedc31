/** The suite's append-only record of what people and services did. */
package io.golden.data.audit;
