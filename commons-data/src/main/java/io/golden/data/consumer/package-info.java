/** The one consumer loop: inbox row and work in one transaction, retries with delays, dead letters. */
package io.golden.data.consumer;
