package io.golden.budget.filter;

import io.golden.data.sql.Conditions;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What a list is asked for, checked.
 *
 * @param tenants those to show; none means all there are
 * @param since the first moment
 * @param until the first moment that is too late
 */
public record Spending(
        List<String> tenants,
        Optional<String> projectId,
        Optional<String> taskId,
        Optional<String> agentId,
        Optional<String> model,
        Optional<OffsetDateTime> since,
        Optional<OffsetDateTime> until) {
    /** Over a table {@code t} with that column of time. */
    public Conditions conditions(String time) {
        var conditions = new Conditions();
        addAccount(conditions);
        conditions.ifPresent("t.task_id = ?", taskId);
        addDetails(conditions, time);
        return conditions;
    }

    /** One tenant, which is the rule, is a place in an index; several are not. */
    void addAccount(Conditions conditions) {
        if (tenants.size() == 1) {
            conditions.add("t.tenant_id = ?", tenants.getFirst());
        } else if (!tenants.isEmpty()) {
            conditions.add("t.tenant_id = any (?)", tenants.toArray(String[]::new));
        }
        conditions.ifPresent("t.project_id = ?", projectId);
    }

    void addDetails(Conditions conditions, String time) {
        conditions
                .ifPresent("t.agent_id = ?", agentId)
                .ifPresent("t.model = ?", model)
                .ifPresent(time + " >= ?", since)
                .ifPresent(time + " < ?", until);
    }

    /** Whether it is one account, whose rows lie side by side. */
    boolean isOfOneAccount() {
        return tenants.size() == 1 && projectId.isPresent();
    }
}
