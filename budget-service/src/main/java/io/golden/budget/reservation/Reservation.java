package io.golden.budget.reservation;

import io.golden.commons.correlation.Correlation;
import java.util.UUID;

/**
 * A reservation as it is asked for.
 *
 * @param holder the account that may commit, extend or release it
 * @param correlation of the request that asks
 */
record Reservation(
        UUID id,
        String tenantId,
        String projectId,
        String taskId,
        String model,
        String agentId,
        String purpose,
        String requestId,
        String holder,
        long tokens,
        int ttlSeconds,
        Correlation correlation) {}
