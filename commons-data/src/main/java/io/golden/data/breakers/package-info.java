/** The circuit breakers of the whole suite, asked over NATS, and who is there to answer. */
package io.golden.data.breakers;
