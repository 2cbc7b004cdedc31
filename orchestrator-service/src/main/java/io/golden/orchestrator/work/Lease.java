package io.golden.orchestrator.work;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A step that an agent has until the lease runs out; heartbeats extend it.
 *
 * @param fencingToken proves the lease; greater than that of any earlier lease
 * @param input {@code task}, and where there are any {@code files}, {@code tests}, {@code failure}, {@code note}
 */
record Lease(
        UUID stepId,
        UUID taskId,
        String tenantId,
        String projectId,
        String type,
        String role,
        int attempt,
        long fencingToken,
        Instant leasedUntil,
        Map<String, Object> input) {}
