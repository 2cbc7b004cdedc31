package io.golden.budget.limit;

import io.golden.budget.BudgetConfig;
import io.golden.commons.caller.Caller;
import io.golden.commons.page.Page;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Reads and sets limits. */
@Singleton
final class Limits {
    private final Transactions transactions;
    private final LimitRepository repository;
    private final Audit audit;
    private final long defaultLimit;

    Limits(Transactions transactions, LimitRepository repository, Audit audit, BudgetConfig config) {
        this.transactions = transactions;
        this.repository = repository;
        this.audit = audit;
        this.defaultLimit = config.defaultLimit();
    }

    /** The project's limit, the default one where nobody has asked yet, and whatever else counts in the project. */
    Uni<BudgetState> state(String tenantId, String projectId) {
        return transactions
                .run(tx -> repository.inProject(tx, tenantId, projectId))
                .map(limits -> {
                    var project = limits.stream()
                            .filter(limit -> limit.isOfProject(projectId))
                            .findFirst()
                            .orElseGet(() -> Limit.byDefault(tenantId, projectId, defaultLimit));
                    return BudgetState.of(project, limits.isEmpty() ? List.of(project) : limits);
                });
    }

    Uni<List<Limit>> list(Caller caller, Page page) {
        return transactions.run(tx -> repository.list(tx, caller.tenants().filter(), page));
    }

    Uni<Limit> put(Caller caller, PutLimit request) {
        var details = Map.<String, Object>of("total_limit", request.totalLimit(), "soft", request.isSoft());
        var entry = new AuditEntry(
                caller.subject(),
                caller.role(),
                "budget.limit.set",
                "budget_limit",
                request.tenantId() + "/" + request.projectId(),
                details);
        return transactions.run(tx -> repository
                .put(tx, request.tenantId(), request.projectId(), request.totalLimit(), request.isSoft())
                .chain(() -> audit.append(tx, entry))
                .chain(() -> repository.inProject(tx, request.tenantId(), request.projectId()))
                .map(limits -> limits.stream()
                        .filter(limit -> limit.isOfProject(request.projectId()))
                        .findFirst()
                        .orElseThrow()));
    }
}
