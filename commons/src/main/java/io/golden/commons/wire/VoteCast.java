package io.golden.commons.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/** {@code prc.{session_id}.response}: one vote. The voter is the subject of the message's {@code Golden-Token}. */
@RegisterForReflection
public record VoteCast(
        UUID sessionId, String vote, Double confidence, String reasoning, List<String> concerns, String contentHash) {}
