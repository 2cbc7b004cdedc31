package io.golden.auth.permission;

import static io.golden.commons.caller.Permission.*;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who may do what: the one place that says it. {@code docs/permissions.md} shows the same and is tested against it. */
public final class RolePermissions {
    private static final Set<String> OBSERVER =
            Set.of(TASK_VIEW, AGENT_VIEW, METRICS_VIEW, REVIEW_VIEW, EVENT_VIEW, ERROR_VIEW);
    private static final Set<String> DEVELOPER = with(OBSERVER, TASK_CREATE, TASK_UPDATE, SANDBOX_EXECUTE, EVENT_WRITE);
    private static final Set<String> OPERATOR = with(
            DEVELOPER,
            ESCALATION_VIEW,
            ESCALATION_RESOLVE,
            BUDGET_VIEW,
            BUDGET_SPEND,
            DLQ_READ,
            LEARNING_VIEW,
            LEARNING_PROPOSE,
            REVIEW_CREATE,
            ERROR_TRIAGE,
            SYNTHESIS_RUN,
            NOTIFICATION_SEND);
    private static final Set<String> AGENT = with(
            OBSERVER,
            WORK_CLAIM,
            REVIEW_VOTE,
            BUDGET_SPEND,
            SANDBOX_EXECUTE,
            LEARNING_PROPOSE,
            LEARNING_VIEW,
            ESCALATION_CREATE,
            EVENT_WRITE);
    private static final Set<String> ADMIN = with(
            union(OPERATOR, AGENT),
            SYSTEM_ADMIN,
            USER_MANAGE,
            AUDIT_VIEW,
            BUDGET_CONFIGURE,
            LEARNING_APPROVE,
            DLQ_RESOLVE,
            AGENT_CONFIGURE,
            TASK_DELETE,
            WEBHOOK_MANAGE,
            INTEGRATION_MANAGE,
            FLAG_MANAGE,
            EVENT_DELETE);

    private static final Map<String, Set<String>> ROLES =
            Map.of("admin", ADMIN, "operator", OPERATOR, "developer", DEVELOPER, "observer", OBSERVER, "agent", AGENT);

    /** What each of Golden's own services needs and no more. */
    private static final Map<String, Set<String>> SERVICES = Map.of(
            "orchestrator-service",
                    Set.of(BUDGET_SPEND, BUDGET_VIEW, SANDBOX_EXECUTE, REVIEW_CREATE, REVIEW_VIEW, ESCALATION_CREATE),
            "supervisor-service", Set.of(METRICS_VIEW, BUDGET_SPEND, TASK_VIEW, DLQ_READ, ESCALATION_VIEW),
            "peer-hub-service", Set.of(ESCALATION_CREATE),
            "dlq-service", Set.of(),
            "budget-service", Set.of());

    private RolePermissions() {}

    /** The permissions of a user's role, sorted; none for a role that does not exist. */
    public static List<String> ofUser(String role) {
        return role.equals("agent") ? List.of() : sorted(ROLES.getOrDefault(role, Set.of()));
    }

    /** The permissions of a service account, sorted: an agent's by its role, a service's by its name. */
    public static List<String> ofAccount(String role, String name) {
        return sorted(role.equals("agent") ? AGENT : SERVICES.getOrDefault(name, Set.of()));
    }

    static Map<String, Set<String>> roles() {
        return ROLES;
    }

    static Map<String, Set<String>> services() {
        return SERVICES;
    }

    private static List<String> sorted(Set<String> permissions) {
        return List.copyOf(new TreeSet<>(permissions));
    }

    private static Set<String> with(Set<String> base, String... more) {
        return union(base, Set.of(more));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var all = new LinkedHashSet<>(one);
        all.addAll(other);
        return Collections.unmodifiableSet(all);
    }
}
