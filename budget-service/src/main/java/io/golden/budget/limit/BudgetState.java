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
        String period,
        Optional<Instant> resetsAt,
        List<Scope> scopes) {

    /** One of the limits that a request in the project counts against; {@code *} means any. */
    record Scope(
            String projectId,
            String agentId,
            String model,
            long total,
            long used,
            long reserved,
            long available,
            String period,
            Optional<Instant> resetsAt,
            boolean soft) {

        static Scope of(Limit limit) {
            return new Scope(
                    limit.projectId(),
                    limit.agentId(),
                    limit.model(),
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
                project.projectId(),
                project.totalLimit(),
                project.used(),
                project.reserved(),
                project.available(),
                project.period(),
                project.resetsAt(),
                scopes.stream().map(Scope::of).toList());
    }
}
