package io.golden.data.consumer;

/**
 * Where a consumer reads.
 *
 * @param stream such as {@code PRC}
 * @param durable unique in the stream, such as {@code orchestrator-review-results}; all replicas share it
 * @param filter subject filter, such as {@code prc.*.result}
 * @param fromAgents whether messages must carry a valid {@code Golden-Token}, whose subject becomes the sender
 */
public record ConsumerSpec(String stream, String durable, String filter, boolean fromAgents) {}
