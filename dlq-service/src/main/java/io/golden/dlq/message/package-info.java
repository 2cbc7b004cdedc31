/** What failed as people see it: listed, counted, resolved, sent again. */
package io.golden.dlq.message;
