/** How this service calls others: with its own token, the request's correlation, a timeout and bounded retries. */
package io.golden.commons.client;
