package io.golden.budget.reservation;

import io.golden.commons.correlation.Correlation;
import java.util.UUID;

/**
 * A reservation that somebody wants to close.
 *
 * @param correlation of the request that wants it
 */
record Target(UUID reservationId, String tenantId, String projectId, Spender spender, Correlation correlation) {}
