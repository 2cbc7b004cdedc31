package io.golden.orchestrator.task;

import io.golden.commons.caller.Caller;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.ids.Ids;
import io.golden.commons.page.Page;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.idempotency.IdempotencyKeys;
import io.golden.data.idempotency.IdempotencyKeys.Once;
import io.golden.data.outbox.Outbox;
import io.golden.data.sql.Transactions;
import io.golden.orchestrator.advance.Advancer;
import io.golden.orchestrator.advance.TaskMoves;
import io.golden.orchestrator.budget.Settler;
import io.golden.orchestrator.task.TaskOutcome.Changed;
import io.golden.orchestrator.task.TaskOutcome.Conflict;
import io.golden.orchestrator.task.TaskOutcome.Unknown;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What clients do with tasks. */
@ApplicationScoped
class Tasks {
    private final Transactions transactions;
    private final TaskRows rows;
    private final TaskQueries queries;
    private final TaskDetails details;
    private final TaskMoves moves;
    private final History history;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Audit audit;
    private final Advancer advancer;
    private final Settler settler;
    private final TaskMetrics metrics;

    Tasks(
            Transactions transactions,
            TaskRows rows,
            TaskQueries queries,
            TaskDetails details,
            TaskMoves moves,
            History history,
            IdempotencyKeys keys,
            Outbox outbox,
            Audit audit,
            Advancer advancer,
            Settler settler,
            TaskMetrics metrics) {
        this.transactions = transactions;
        this.rows = rows;
        this.queries = queries;
        this.details = details;
        this.moves = moves;
        this.history = history;
        this.keys = keys;
        this.outbox = outbox;
        this.audit = audit;
        this.advancer = advancer;
        this.settler = settler;
        this.metrics = metrics;
    }

    Uni<Once<TaskView>> create(Caller caller, Optional<String> key, TaskRequest request) {
        var asked = request.asked(caller);
        return transactions
                .run(tx -> keys.once(
                        tx, key, caller, "POST /tasks", request, TaskView.class, () -> insert(tx, caller, asked)))
                .invoke(this::created);
    }

    private void created(Once<TaskView> once) {
        if (!once.replayed()) {
            metrics.created();
            advancer.wake(once.result().id());
        }
    }

    private Uni<TaskView> insert(SqlConnection tx, Caller caller, NewTask asked) {
        var id = Ids.next();
        var to = Optional.<TaskState>of(new TaskState.Created());
        return rows.insert(tx, id, asked, caller.subject(), Correlation.current())
                .call(task -> history.append(
                        tx,
                        id,
                        "state",
                        Optional.empty(),
                        to,
                        "The task was created",
                        caller.subject(),
                        new JsonObject()))
                .call(task -> outbox.append(tx, TaskEvents.created(task)))
                .call(task -> audit.append(tx, entry(caller, "task.create", task)))
                .map(TaskView::of);
    }

    Uni<List<TaskView>> list(TaskQueries.Filter filter, Page page) {
        return transactions
                .run(tx -> queries.list(tx, filter, page))
                .map(tasks -> tasks.stream().map(TaskView::of).toList());
    }

    Uni<Long> count(TaskQueries.Filter filter) {
        return transactions.run(tx -> queries.count(tx, filter));
    }

    Uni<TaskQueries.Stats> stats(Caller caller) {
        return transactions.run(tx -> queries.stats(tx, caller.tenants().filter()));
    }

    Uni<Optional<TaskDetail>> find(Caller caller, UUID id) {
        return transactions.run(tx -> rows.find(tx, id, caller.tenants().filter())
                .flatMap(found -> found.map(task -> details.of(tx, task).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    Uni<TaskOutcome> change(Caller caller, UUID id, TaskChange change) {
        return locked(caller, id, (tx, task) -> {
            if (task.state().terminal()) {
                return conflict("Task " + id + " is " + task.state().wire());
            }
            if (change.version() != null && change.version() != task.version()) {
                return conflict("Task " + id + " is at version " + task.version());
            }
            return rows.change(tx, id, change)
                    .call(changed -> audit.append(tx, entry(caller, "task.update", changed)))
                    .map(Changed::new);
        });
    }

    /** Ends the task; what it holds is released. Cancelling twice is cancelling once. */
    Uni<TaskOutcome> cancel(Caller caller, UUID id, String action) {
        return locked(caller, id, (tx, task) -> switch (task.state()) {
                    case TaskState.Cancelled _ -> Uni.createFrom().item(new Changed(task));
                    case TaskState.Terminal over -> conflict("Task " + id + " is " + over.wire());
                    case TaskState.Live live -> {
                        var reason = new TaskMoves.Reason(
                                "Cancelled by " + caller.subject(), caller.subject(), new JsonObject());
                        yield moves.move(tx, task, live.cancel(), reason)
                                .call(cancelled -> audit.append(tx, entry(caller, action, cancelled)))
                                .map(Changed::new);
                    }
                })
                .invoke(settler::wake);
    }

    /** A terminal state is never left: retrying makes a new task out of what the old one was asked. */
    Uni<TaskOutcome> retry(Caller caller, UUID id) {
        return locked(caller, id, (tx, task) -> switch (task.state()) {
                    case TaskState.Failed _, TaskState.Cancelled _ -> {
                        var again = new NewTask(
                                task.tenantId(),
                                task.projectId(),
                                task.name(),
                                task.description(),
                                task.priority(),
                                task.labels(),
                                task.metadata().getMap(),
                                task.tokenBudget(),
                                task.requestedSteps(),
                                Optional.of(task.id()));
                        yield insert(tx, caller, again)
                                .call(made -> audit.append(tx, entry(caller, "task.retry", task)))
                                .map(TaskOutcome.Retried::new);
                    }
                    case TaskState other ->
                        conflict("Only a failed or cancelled task is retried; this one is " + other.wire());
                })
                .invoke(outcome -> {
                    if (outcome instanceof TaskOutcome.Retried(var made)) {
                        metrics.created();
                        advancer.wake(made.id());
                    }
                });
    }

    private interface OnTask {
        Uni<TaskOutcome> apply(SqlConnection tx, Task task);
    }

    private Uni<TaskOutcome> locked(Caller caller, UUID id, OnTask work) {
        Function<SqlConnection, Uni<TaskOutcome>> all =
                tx -> rows.lock(tx, id, caller.tenants().filter())
                        .flatMap(found -> found.map(task -> work.apply(tx, task))
                                .orElseGet(() -> Uni.createFrom().item(new Unknown())));
        return transactions.run(all);
    }

    private static Uni<TaskOutcome> conflict(String why) {
        return Uni.createFrom().item(new Conflict(why));
    }

    private static AuditEntry entry(Caller caller, String action, Task task) {
        var details = Map.<String, Object>of("tenant_id", task.tenantId(), "project_id", task.projectId());
        return new AuditEntry(
                caller.subject(), caller.role(), action, "task", task.id().toString(), details);
    }
}
