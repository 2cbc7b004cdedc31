package io.golden.budget.limit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code GET /budget/state}. */
record BudgetState(
        String tenantId,
        String projectId,
        long total,
        long used,
        long reserved,
        long available,
        Period period,
        Optional<Instant> resetsAt,
        List<ScopeState> scopes) {

    /** One of the limits that a request in the project counts against; {@code *} means any. */
    record ScopeState(
            String projectId,
            String agentId,
            String model,
            long total,
            long used,
            long reserved,
            long available,
            Period period,
            Optional<Instant> resetsAt,
            boolean soft) {

        static ScopeState of(Limit limit) {
            return new ScopeState(
                    limit.scope().projectId(),
                    limit.scope().agentId(),
                    limit.scope().model(),
                    limit.totalLimit(),
                    limit.used(),
                    limit.reserved(),
                    limit.available(),
                    limit.period(),
                    limit.resetsAt(),
                    limit.soft());
        }
    }

    static BudgetState of(Limit project, List<Limit> scopes) {
        return new BudgetState(
                project.tenantId(),
                project.scope().projectId(),
                project.totalLimit(),
                project.used(),
                project.reserved(),
                project.available(),
                project.period(),
                project.resetsAt(),
                scopes.stream().map(ScopeState::of).toList());
    }
}
