/** Circuit breakers, one per remote. */
package io.golden.commons.breaker;
