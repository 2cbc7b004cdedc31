/** The circuit breakers of the whole suite: listed and reset. */
package io.golden.orchestrator.breaker;
