/** Messages that commit with the change they tell of, and the relay that publishes them afterwards. */
package io.golden.data.outbox;
