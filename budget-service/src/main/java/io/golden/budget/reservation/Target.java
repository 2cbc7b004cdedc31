package io.golden.budget.reservation;

import java.util.UUID;

/** A reservation that somebody wants to close. */
record Target(UUID reservationId, String tenantId, String projectId, Spender spender) {}
