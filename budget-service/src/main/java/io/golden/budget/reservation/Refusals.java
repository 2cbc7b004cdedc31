package io.golden.budget.reservation;

import io.golden.budget.Scope;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import java.util.Map;
import java.util.UUID;

/** What a caller is told when a verb cannot be done. */
final class Refusals {
    private Refusals() {}

    /** @param scope whose limit refused */
    static ApiException insufficient(long available, long requested, String tenant, Scope scope) {
        return ApiException.of(
                ErrorCode.BUDGET_INSUFFICIENT,
                "budget.insufficient: Available %d, Requested %d".formatted(available, requested),
                Map.of(
                        "available", available,
                        "requested", requested,
                        "scope",
                                Map.of(
                                        "tenant_id", tenant,
                                        "project_id", scope.projectId(),
                                        "agent_id", scope.agentId(),
                                        "model", scope.model())));
    }

    static ApiException unknown(UUID reservation) {
        return ApiException.notFound("Reservation " + reservation);
    }

    static ApiException notHolder() {
        return ApiException.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
    }

    static ApiException conflict(String message) {
        return ApiException.of(ErrorCode.STATE_CONFLICT, message);
    }
}
