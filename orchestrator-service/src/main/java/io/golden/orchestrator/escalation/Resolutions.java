package io.golden.orchestrator.escalation;

import io.golden.commons.wire.EscalationResolved;
import io.golden.data.consumer.ConsumerSpec;
import io.golden.data.consumer.Incoming;
import io.golden.data.consumer.MessageConsumer;
import io.golden.data.consumer.PoisonMessageException;
import io.golden.orchestrator.advance.Advancer;
import io.golden.orchestrator.advance.TaskMoves;
import io.golden.orchestrator.advance.TaskMoves.Reason;
import io.golden.orchestrator.budget.Settler;
import io.golden.orchestrator.escalation.EscalationRows.Escalation;
import io.golden.orchestrator.guard.Guards;
import io.golden.orchestrator.step.StepRows;
import io.golden.orchestrator.task.Task;
import io.golden.orchestrator.task.TaskRows;
import io.golden.orchestrator.task.TaskState.Escalated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** {@code event.supervisor.escalation.resolved}: a human has decided, and the task goes where the decision says. */
@ApplicationScoped
class Resolutions implements MessageConsumer<EscalationResolved> {
    private static final Logger LOG = Logger.getLogger(Resolutions.class);
    private static final String[] ANY_TENANT = {};

    private final TaskRows tasks;
    private final StepRows steps;
    private final EscalationRows rows;
    private final TaskMoves moves;
    private final NoteStep noteStep;
    private final Advancer advancer;
    private final Settler settler;

    Resolutions(
            TaskRows tasks,
            StepRows steps,
            EscalationRows rows,
            TaskMoves moves,
            NoteStep noteStep,
            Advancer advancer,
            Settler settler) {
        this.tasks = tasks;
        this.steps = steps;
        this.rows = rows;
        this.moves = moves;
        this.noteStep = noteStep;
        this.advancer = advancer;
        this.settler = settler;
    }

    @Override
    public ConsumerSpec spec() {
        return new ConsumerSpec("EVENTS", "orchestrator-escalations", "event.supervisor.escalation.resolved", false);
    }

    @Override
    public Class<EscalationResolved> payloadType() {
        return EscalationResolved.class;
    }

    @Override
    public Uni<Void> handle(SqlConnection tx, Incoming<EscalationResolved> message) {
        var resolved = message.payload();
        return resolved.taskId()
                .map(taskId -> onTask(tx, taskId, resolved))
                // About something else than a task.
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> onTask(SqlConnection tx, UUID taskId, EscalationResolved resolved) {
        return tasks.lock(tx, taskId, ANY_TENANT).flatMap(found -> {
            if (found.isEmpty() || found.get().state().terminal()) {
                LOG.infof("Escalation %s is resolved, but its task %s is over", resolved.escalationId(), taskId);
                return Uni.createFrom().voidItem();
            }
            var task = found.get();
            return rows.open(tx, taskId)
                    .flatMap(open -> task.state() instanceof Escalated state
                                    && open.filter(e -> isAbout(resolved, e)).isPresent()
                            ? resolve(tx, task, state, open.get(), resolved)
                            : notYet(tx, task, resolved));
        });
    }

    private static boolean isAbout(EscalationResolved resolved, Escalation escalation) {
        return escalation.id().equals(resolved.escalationId())
                || (escalation.sessionId().isPresent() && escalation.sessionId().equals(resolved.sessionId()));
    }

    /** A human may be faster than the review's result: then the task is not escalated yet, and this comes again. */
    private Uni<Void> notYet(SqlConnection tx, Task task, EscalationResolved resolved) {
        if (resolved.sessionId().isEmpty()) {
            return ignore(task, resolved);
        }
        return rows.wasAnswered(tx, task.id(), resolved.escalationId(), resolved.sessionId())
                .flatMap(answered -> answered
                        ? ignore(task, resolved)
                        : rows.hasSession(tx, task.id(), resolved.sessionId().get())
                                .flatMap(ours -> ours
                                        ? Uni.createFrom()
                                                .failure(new IllegalStateException("the task is not escalated yet"))
                                        : ignore(task, resolved)));
    }

    private static Uni<Void> ignore(Task task, EscalationResolved resolved) {
        LOG.infof("Escalation %s is not what task %s waits for", resolved.escalationId(), task.id());
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> resolve(
            SqlConnection tx, Task task, Escalated state, Escalation open, EscalationResolved resolved) {
        var note = Optional.ofNullable(resolved.note()).orElse("");
        var by = resolved.resolvedBy();
        var data = JsonObject.of(
                "escalation_id", resolved.escalationId().toString(), "decision", resolved.decision(), "note", note);
        var reason = new Reason("A human decided: " + resolved.decision(), by, data);
        // Resolved first: what is added afterwards is younger than the decision, and counts anew.
        return rows.resolve(tx, open.id(), resolved.decision(), note, by)
                .chain(() -> switch (resolved.decision()) {
                    case "approve" ->
                        waive(tx, open, by, note).chain(() -> moves.move(tx, task, state.goOn(open.from()), reason));
                    case "retry" -> moves.move(tx, task, state.retry(), reason).call(() -> again(tx, task, open, note));
                    case "reject" -> moves.move(tx, task, state.fail(), rejected(reason, note));
                    case "cancel" -> moves.move(tx, task, state.cancel(), reason);
                    default -> throw new PoisonMessageException("decision is none of approve, reject, retry, cancel");
                })
                .invoke(() -> {
                    advancer.wakeAfterCommit(task.id());
                    settler.wake();
                })
                .replaceWithVoid();
    }

    private static Reason rejected(Reason reason, String note) {
        return new Reason(
                note.isBlank() ? "Rejected by a human" : "Rejected by a human: " + note, reason.by(), reason.data());
    }

    /** What refused is let pass at this content, in the human's name; a failed step is gone on without. */
    private Uni<Void> waive(SqlConnection tx, Escalation open, String by, String note) {
        Uni<Void> guard = open.guard()
                .map(name -> rows.guardResult(
                        tx, open.taskId(), name, open.contentHash(), true, JsonObject.of("note", note), by))
                .orElseGet(() -> Uni.createFrom().voidItem());
        var budget = open.guard().filter(Guards.BUDGET_AVAILABLE::equals).isPresent();
        return open.stepId()
                .filter(_ -> !budget)
                .map(step -> guard.chain(() -> steps.skip(tx, step)))
                .orElse(guard);
    }

    /** A step that failed, or could not be paid for, is tried again with the note; else the developer gets it. */
    private Uni<Void> again(SqlConnection tx, Task task, Escalation open, String note) {
        return open.stepId().isPresent()
                ? steps.retry(tx, open.stepId().get(), note)
                : steps.add(tx, task, List.of(noteStep.of(task, open, note)));
    }
}
