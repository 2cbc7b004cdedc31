package io.golden.orchestrator.advance;

import io.golden.commons.ids.Ids;
import io.golden.commons.wire.EscalationRaised;
import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.golden.orchestrator.advance.Action.Checked;
import io.golden.orchestrator.advance.Action.Question;
import io.golden.orchestrator.advance.TaskMoves.Reason;
import io.golden.orchestrator.content.ContentRows;
import io.golden.orchestrator.escalation.EscalationRows;
import io.golden.orchestrator.escalation.EscalationRows.Escalation;
import io.golden.orchestrator.guard.Facts;
import io.golden.orchestrator.guard.PeerApproved;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepRows;
import io.golden.orchestrator.task.History;
import io.golden.orchestrator.task.Task;
import io.golden.orchestrator.task.TaskEvents;
import io.golden.orchestrator.task.TaskMetrics;
import io.golden.orchestrator.task.TaskRows;
import io.golden.orchestrator.task.TaskState.Deploying;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The actions that only change rows. Each is one transaction that checks what its decision saw. */
@ApplicationScoped
class TaskChanges {
    private final Db db;
    private final TaskMoves moves;
    private final TaskRows tasks;
    private final StepRows steps;
    private final EscalationRows escalations;
    private final ContentRows contents;
    private final History history;
    private final Outbox outbox;
    private final TaskMetrics metrics;

    TaskChanges(
            Db db,
            TaskMoves moves,
            TaskRows tasks,
            StepRows steps,
            EscalationRows escalations,
            ContentRows contents,
            History history,
            Outbox outbox,
            TaskMetrics metrics) {
        this.db = db;
        this.moves = moves;
        this.tasks = tasks;
        this.steps = steps;
        this.escalations = escalations;
        this.contents = contents;
        this.history = history;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    boolean move(Facts facts, Action.Move move) {
        var task = facts.task();
        db.run(
                task.correlation(),
                tx -> moves.move(tx, task, move.to(), Reason.system(move.why()))
                        .chain(() -> record(tx, facts, move.guards()))
                        .chain(() -> move.to() instanceof Deploying
                                ? steps.reviewDone(tx, task.id(), peerEvidence(move.guards()))
                                : Uni.createFrom().voidItem()));
        return true;
    }

    private static JsonObject peerEvidence(List<Checked> guards) {
        return guards.stream()
                .filter(g -> g.guard().equals(PeerApproved.NAME))
                .findFirst()
                .map(Checked::evidence)
                .orElseGet(JsonObject::new);
    }

    boolean plan(Task task, Action.Plan plan) {
        var reason = Reason.system(plan.steps().size() + " steps are planned");
        db.run(
                task.correlation(),
                tx -> moves.move(tx, task, plan.to(), reason).chain(() -> steps.add(tx, task, plan.steps())));
        return true;
    }

    boolean repair(Facts facts, Action.Repair repair) {
        var task = facts.task();
        var refused = repair.refused();
        var why = "Guard " + refused.guard() + " refuses: a "
                + repair.step().type().wire() + " step is added";
        db.run(
                task.correlation(),
                tx -> back(tx, task, repair, why)
                        .chain(() -> record(tx, facts, List.of(refused)))
                        .chain(() -> steps.add(tx, task, List.of(repair.step()))));
        return true;
    }

    private Uni<Void> back(SqlConnection tx, Task task, Action.Repair repair, String why) {
        return task.state().equals(repair.to())
                ? tasks.confirm(tx, task).chain(() -> tasks.touch(tx, task.id()))
                : moves.move(tx, task, repair.to(), Reason.system(why)).replaceWithVoid();
    }

    boolean escalate(Facts facts, Action.Escalate escalate) {
        var task = facts.task();
        var question = escalate.question();
        var escalation = new Escalation(
                Ids.next(),
                task.id(),
                question.session(),
                question.refused().map(Checked::guard),
                question.step().map(Step::id),
                facts.contentHash().orElse(""),
                escalate.from(),
                question.reason());
        var to = escalate.from().escalate();
        db.run(
                task.correlation(),
                tx -> moves.move(tx, task, to, Reason.system(question.reason()))
                        .chain(() ->
                                record(tx, facts, question.refused().stream().toList()))
                        .chain(() -> escalations.add(tx, escalation))
                        .chain(() -> history.append(
                                tx,
                                task.id(),
                                "escalation",
                                question.reason(),
                                History.SYSTEM,
                                data(escalation, question)))
                        .chain(() -> question.session().isPresent()
                                ? Uni.createFrom().voidItem()
                                : outbox.append(tx, raised(task, escalation, question))
                                        .replaceWithVoid()));
        return true;
    }

    private static JsonObject data(Escalation escalation, Question question) {
        return new JsonObject()
                .put("escalation_id", escalation.id().toString())
                .put("session_id", escalation.sessionId().map(Object::toString).orElse(null))
                .put("guard", escalation.guard().orElse(null))
                .put("raised_by", question.session().isPresent() ? "peer-hub-service" : "orchestrator-service");
    }

    private static OutgoingMessage raised(Task task, Escalation escalation, Question question) {
        var evidence = new JsonObject().put("state", escalation.from().wire());
        question.refused().ifPresent(g -> evidence.put("guard", g.guard()).put("guard_evidence", g.evidence()));
        question.step()
                .ifPresent(s -> evidence.put("step_id", s.id().toString()).put("step_role", s.role()));
        var payload = new EscalationRaised(
                escalation.id(),
                Optional.empty(),
                Optional.of(task.id()),
                task.tenantId(),
                question.reason(),
                "medium",
                question.patternType(),
                question.suggestedFix(),
                evidence.getMap());
        return new OutgoingMessage("supervisor.escalation", "escalation.raised", 1, task.tenantId(), payload);
    }

    boolean deploy(Facts facts, Action.Deploy deploy) {
        var task = facts.task();
        var author = facts.author();
        var data = JsonObject.of("content_hash", deploy.contentHash());
        var reason = new Reason("The content is deployed", History.SYSTEM, data);
        db.run(
                task.correlation(),
                tx -> moves.move(tx, task, deploy.to(), reason)
                        .chain(done -> (author.isPresent()
                                        ? contents.store(
                                                tx,
                                                task.tenantId(),
                                                author.get().id())
                                        : Uni.createFrom().voidItem())
                                .chain(() -> outbox.append(tx, TaskEvents.deployed(done, deploy.contentHash())))));
        metrics.completed();
        return false;
    }

    private Uni<Void> record(SqlConnection tx, Facts facts, List<Checked> guards) {
        var hash = facts.contentHash().orElse("");
        var id = facts.task().id();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (var guard : guards) {
            var data = JsonObject.of("guard", guard.guard(), "holds", guard.holds(), "evidence", guard.evidence());
            var why = "Guard " + guard.guard() + (guard.holds() ? " holds" : " refuses");
            all = all.chain(() -> escalations.guardResult(
                            tx, id, guard.guard(), hash, guard.holds(), guard.evidence(), History.SYSTEM))
                    .chain(() -> history.append(tx, id, "guard", why, History.SYSTEM, data));
        }
        return all;
    }
}
