/** Redrive jobs: many messages sent again, a canary first, at a rate, by whichever replica is there. */
package io.golden.dlq.redrive;
