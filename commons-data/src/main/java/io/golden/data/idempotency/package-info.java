/** POSTs that happen once, however often they are sent. */
package io.golden.data.idempotency;
