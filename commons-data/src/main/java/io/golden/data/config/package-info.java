/** Turns the connection URLs of the environment into what Quarkus wants, and stops a service that has none. */
package io.golden.data.config;
