/** What ties log lines, messages and calls of one request together. */
package io.golden.commons.correlation;
