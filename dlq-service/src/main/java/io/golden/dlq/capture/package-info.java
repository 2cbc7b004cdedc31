/** Takes dead letters out of NATS into the table: from the stream of dead letters, and from advisories of silent deaths. */
package io.golden.dlq.capture;
