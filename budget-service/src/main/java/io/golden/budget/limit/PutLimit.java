package io.golden.budget.limit;

import io.golden.budget.NameOrAny;
import io.golden.budget.Scope;
import io.golden.budget.ZoneName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * {@code PUT /budget/limits}: the limit of a tenant ({@code project_id} is {@code *}), of a project, or of an agent or a
 * model within it.
 */
record PutLimit(
        @NotNull @NameOrAny String tenantId,
        @NotNull @NameOrAny String projectId,
        @NotNull @Min(0) @Max(1_000_000_000_000_000L) Long totalLimit,
        @NameOrAny String agentId,
        @NameOrAny String model,
        Period period,
        @ZoneName String timezone,
        Boolean soft) {

    PutLimit {
        agentId = agentId == null ? Scope.ANY : agentId;
        model = model == null ? Scope.ANY : model;
        period = period == null ? Period.LIFETIME : period;
        timezone = timezone == null ? "UTC" : timezone;
        soft = soft != null && soft;
    }

    Scope scope() {
        return new Scope(projectId, agentId, model);
    }

    /** Refuses what no field can be blamed for alone. */
    void check() {
        ScopeRules.check(tenantId, scope());
    }
}
