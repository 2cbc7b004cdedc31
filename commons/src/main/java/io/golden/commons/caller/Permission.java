package io.golden.commons.caller;

/** The permissions of the suite, as they stand in tokens and in {@code @PermissionsAllowed}. */
public final class Permission {
    public static final String SYSTEM_ADMIN = "system.admin";
    public static final String USER_MANAGE = "user.manage";
    public static final String AUDIT_VIEW = "audit.view";
    public static final String BUDGET_CONFIGURE = "budget.configure";
    public static final String BUDGET_VIEW = "budget.view";
    public static final String BUDGET_SPEND = "budget.spend";
    public static final String LEARNING_APPROVE = "learning.approve";
    public static final String LEARNING_VIEW = "learning.view";
    public static final String LEARNING_PROPOSE = "learning.propose";
    public static final String DLQ_READ = "dlq.read";
    public static final String DLQ_RESOLVE = "dlq.resolve";
    public static final String AGENT_VIEW = "agent.view";
    public static final String AGENT_CONFIGURE = "agent.configure";
    public static final String ESCALATION_VIEW = "escalation.view";
    public static final String ESCALATION_CREATE = "escalation.create";
    public static final String ESCALATION_RESOLVE = "escalation.resolve";
    public static final String TASK_CREATE = "task.create";
    public static final String TASK_UPDATE = "task.update";
    public static final String TASK_VIEW = "task.view";
    public static final String TASK_DELETE = "task.delete";
    public static final String WORK_CLAIM = "work.claim";
    public static final String REVIEW_CREATE = "review.create";
    public static final String REVIEW_VIEW = "review.view";
    public static final String REVIEW_VOTE = "review.vote";
    public static final String SANDBOX_EXECUTE = "sandbox.execute";
    public static final String METRICS_VIEW = "metrics.view";
    public static final String EVENT_VIEW = "event.view";
    public static final String EVENT_WRITE = "event.write";
    public static final String EVENT_DELETE = "event.delete";
    public static final String ERROR_VIEW = "error.view";
    public static final String ERROR_TRIAGE = "error.triage";
    public static final String SYNTHESIS_RUN = "synthesis.run";
    public static final String NOTIFICATION_SEND = "notification.send";
    public static final String WEBHOOK_MANAGE = "webhook.manage";
    public static final String INTEGRATION_MANAGE = "integration.manage";
    public static final String FLAG_MANAGE = "flag.manage";

    private Permission() {}
}
