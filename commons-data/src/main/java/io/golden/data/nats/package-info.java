/** The connection to NATS, the declaration of the streams, and publishing outside the outbox. */
package io.golden.data.nats;
