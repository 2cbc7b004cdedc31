package io.golden.orchestrator.advance;

import io.golden.commons.correlation.Correlation;
import io.golden.orchestrator.advance.Db.RemoteLostException;
import io.golden.orchestrator.guard.Facts;
import io.golden.orchestrator.task.Task;
import io.golden.orchestrator.task.TaskRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Advances one task as far as it goes: facts, action, facts, action, until there is nothing to do but wait. */
@ApplicationScoped
class TaskAdvance {
    private static final Logger LOG = Logger.getLogger(TaskAdvance.class);
    /** A whole path with all its repairs needs fewer; more would be a loop, and is broken off until the next look. */
    private static final int MAX_ACTIONS = 200;

    private static final int RETRY_MILLIS = 500;

    private final Db db;
    private final FactsReader reader;
    private final Decider decider;
    private final TaskRows tasks;
    private final TaskChanges changes;
    private final HandOut handOut;
    private final Judgement judgement;
    private final PeerReviews peerReviews;

    TaskAdvance(
            Db db,
            FactsReader reader,
            Limits limits,
            TaskRows tasks,
            TaskChanges changes,
            HandOut handOut,
            Judgement judgement,
            PeerReviews peerReviews) {
        this.db = db;
        this.reader = reader;
        this.decider = new Decider(limits);
        this.tasks = tasks;
        this.changes = changes;
        this.handOut = handOut;
        this.judgement = judgement;
        this.peerReviews = peerReviews;
    }

    void advance(UUID taskId) {
        for (int i = 0; i < MAX_ACTIONS; i++) {
            var facts = db.run(Correlation.fresh(), tx -> reader.read(tx, taskId));
            if (facts.isEmpty() || !carryOut(facts.get(), decider.next(facts.get()))) {
                return;
            }
        }
        LOG.errorf("Task %s takes more than %d actions in a row", taskId, MAX_ACTIONS);
    }

    /** False when there is nothing more to do now. */
    private boolean carryOut(Facts facts, Action action) {
        var task = facts.task();
        try {
            return switch (action) {
                case Action.Wait(var until) -> !db.run(task.correlation(), tx -> tasks.putOff(tx, task, until));
                case Action.Move move -> changes.move(facts, move);
                case Action.Plan plan -> changes.plan(task, plan);
                case Action.Repair repair -> changes.repair(facts, repair);
                case Action.Escalate escalate -> changes.escalate(facts, escalate);
                case Action.Deploy deploy -> changes.deploy(facts, deploy);
                case Action.Reserve(var step) -> handOut.reserve(facts, step);
                case Action.Measure(var wanted) -> judgement.measure(facts, wanted);
                case Action.DrawUpReview drawUp -> peerReviews.drawUp(facts, drawUp);
                case Action.OpenReview(var review) -> peerReviews.open(facts, review);
                case Action.AskReview(var review) -> peerReviews.ask(facts, review);
            };
        } catch (StaleDecisionException e) {
            return true;
        } catch (RemoteLostException e) {
            LOG.infof("Task %s waits: %s", task.id(), e.getMessage());
            waitForRemote(task);
            return false;
        }
    }

    private void waitForRemote(Task task) {
        var wait = Duration.ofMillis(RETRY_MILLIS + ThreadLocalRandom.current().nextLong(RETRY_MILLIS));
        db.run(task.correlation(), tx -> tasks.wakeIn(tx, task.id(), wait));
    }
}
