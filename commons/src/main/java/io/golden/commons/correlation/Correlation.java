package io.golden.commons.correlation;

import java.util.Optional;

/**
 * What ties the log lines, messages and calls of one request together; kept in the logging context.
 *
 * @param requestId 1-128 visible ASCII characters
 * @param traceparent W3C trace context
 */
public record Correlation(String requestId, String traceparent, Optional<String> userId) {}
