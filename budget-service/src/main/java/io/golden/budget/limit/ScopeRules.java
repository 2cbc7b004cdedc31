package io.golden.budget.limit;

import io.golden.budget.Scope;
import io.golden.commons.error.ApiException;

/** Where a limit may stand. */
final class ScopeRules {
    private ScopeRules() {}

    static void check(String tenantId, Scope scope) {
        var ofAgent = !scope.agentId().equals(Scope.ANY);
        var ofModel = !scope.model().equals(Scope.ANY);
        if (tenantId.equals(Scope.ANY)) {
            throw ApiException.unprocessable("tenant_id", "must be one tenant");
        }
        if (ofAgent && ofModel) {
            throw ApiException.unprocessable("model", "a limit stands on an agent or on a model, not on both");
        }
        if (scope.projectId().equals(Scope.ANY) && (ofAgent || ofModel)) {
            throw ApiException.unprocessable("project_id", "must be one project where agent_id or model is given");
        }
    }
}
