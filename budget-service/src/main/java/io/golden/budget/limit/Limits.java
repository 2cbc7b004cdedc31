package io.golden.budget.limit;

import io.golden.budget.BudgetConfig;
import io.golden.budget.Scope;
import io.golden.commons.caller.Caller;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.error.ApiException;
import io.golden.commons.page.Page;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads, sets and removes limits. */
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

    /** The project's limit, the default one where it has none, and whatever else counts in the project. */
    Uni<BudgetState> state(String tenantId, String projectId) {
        var scope = Scope.ofProject(projectId);
        return transactions.run(tx -> repository
                .inProject(tx, tenantId, projectId)
                .chain(limits -> limits.stream()
                        .filter(limit -> limit.scope().equals(scope))
                        .findFirst()
                        .map(project -> Uni.createFrom().item(BudgetState.of(project, limits)))
                        .orElseGet(() -> repository
                                .spent(tx, tenantId, projectId)
                                .map(spent -> Limit.byDefault(tenantId, projectId, defaultLimit, spent))
                                .map(project -> BudgetState.of(project, with(limits, project))))));
    }

    private static List<Limit> with(List<Limit> limits, Limit another) {
        var all = new ArrayList<>(limits);
        all.add(another);
        return all;
    }

    /** A page of limits, and how many there are where that was asked. */
    record Listed(List<Limit> limits, Optional<Long> total) {}

    /** @param tenants those to show; empty for all */
    Uni<Listed> list(String[] tenants, Optional<String> projectId, Page page) {
        return transactions.run(tx -> repository
                .list(tx, tenants, projectId, page)
                .chain(limits -> page.count()
                        ? repository.count(tx, tenants, projectId).map(total -> new Listed(limits, Optional.of(total)))
                        : Uni.createFrom().item(new Listed(limits, Optional.empty()))));
    }

    Uni<Limit> put(Caller caller, PutLimit request) {
        var correlation = Correlation.current();
        var details = Map.<String, Object>of(
                "total_limit", request.totalLimit(),
                "period", request.period().column(),
                "timezone", request.timezone(),
                "soft", request.soft());
        return transactions.run(tx -> repository
                .put(tx, request, correlation)
                .chain(() -> audit.append(
                        tx, entry(caller, "budget.limit.set", request.tenantId(), request.scope(), details)))
                .chain(() -> repository.find(tx, request.tenantId(), request.scope()))
                .map(Optional::orElseThrow));
    }

    /** 404 where there is none. What was spent stays in the ledger. */
    Uni<Void> delete(Caller caller, String tenantId, Scope scope) {
        return transactions.run(tx -> repository.delete(tx, tenantId, scope).chain(found -> {
            if (!found) {
                throw ApiException.notFound("Limit of " + name(tenantId, scope));
            }
            return audit.append(tx, entry(caller, "budget.limit.delete", tenantId, scope, Map.of()));
        }));
    }

    private static AuditEntry entry(
            Caller caller, String action, String tenantId, Scope scope, Map<String, Object> details) {
        return new AuditEntry(caller.subject(), caller.role(), action, "budget_limit", name(tenantId, scope), details);
    }

    /** {@code tenant/project}, and the agent or the model where it stands on one. */
    private static String name(String tenantId, Scope scope) {
        var name = tenantId + "/" + scope.projectId();
        if (!scope.agentId().equals(Scope.ANY)) {
            return name + "/agent:" + scope.agentId();
        }
        return scope.model().equals(Scope.ANY) ? name : name + "/model:" + scope.model();
    }
}
