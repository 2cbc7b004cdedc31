package io.golden.orchestrator.work;

import io.golden.orchestrator.advance.Limits;
import io.golden.orchestrator.budget.ReservationRows;
import io.golden.orchestrator.task.Due;
import io.golden.orchestrator.task.History;
import io.golden.orchestrator.task.TaskRows;
import io.golden.orchestrator.work.LeaseRows.Leased;
import io.golden.orchestrator.work.ResultOutcome.Late;
import io.golden.orchestrator.work.ResultOutcome.Taken;
import io.golden.orchestrator.work.ResultOutcome.UnknownStep;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Ends a lease: with a result, with a failure, or because it ran out. Whichever locks the step first counts; for the
 * others the lease is over.
 */
@ApplicationScoped
class StepResults {
    private static final String[] ANY_TENANT = {};
    private static final int MAX_DOUBLINGS = 6;
    private static final int MAX_SUMMARY = 500;

    private final LeaseRows leases;
    private final TaskRows tasks;
    private final ReservationRows reservations;
    private final History history;
    private final Limits limits;

    StepResults(LeaseRows leases, TaskRows tasks, ReservationRows reservations, History history, Limits limits) {
        this.leases = leases;
        this.tasks = tasks;
        this.reservations = reservations;
        this.history = history;
        this.limits = limits;
    }

    Uni<ResultOutcome> complete(SqlConnection tx, UUID stepId, String agent, long fencingToken, Result result) {
        return locked(tx, stepId, step -> {
            if (repeated(step, agent, fencingToken, result)) {
                return taken(step, "done");
            }
            if (!holds(step, agent, fencingToken)) {
                return late(step);
            }
            var data = data(step, "done")
                    .put("agent_id", agent)
                    .put("tokens_used", result.tokensUsed())
                    .put("summary", summary(result.output()));
            return leases.done(tx, stepId, result)
                    .chain(() -> reservations.toCommit(tx, stepId, step.attempt(), result.tokensUsed()))
                    .chain(() -> history.append(tx, step.taskId(), "step", "The step is done", agent, data))
                    .chain(() -> tasks.touch(tx, step.taskId()))
                    .chain(() -> taken(step, "done"));
        });
    }

    private static boolean repeated(Leased step, String agent, long fencingToken, Result result) {
        return step.state().equals("done")
                && step.agentId().equals(agent)
                && step.fencingToken() == fencingToken
                && step.tokensUsed().orElse(-1L) == result.tokensUsed()
                && step.output().filter(result.output()::equals).isPresent();
    }

    private static String summary(JsonObject output) {
        var text = output.getValue("summary") instanceof String summary ? summary : "";
        return text.length() <= MAX_SUMMARY ? text : text.substring(0, MAX_SUMMARY);
    }

    Uni<ResultOutcome> fail(
            SqlConnection tx, UUID stepId, String agent, long fencingToken, String error, boolean retryable) {
        return locked(
                tx,
                stepId,
                step -> holds(step, agent, fencingToken) ? end(tx, step, agent, error, retryable) : late(step));
    }

    /** Ends a lease that ran out; one that was extended or ended meanwhile stays as it is. */
    Uni<ResultOutcome> expire(SqlConnection tx, UUID stepId) {
        return locked(
                tx,
                stepId,
                step -> step.state().equals("running") && step.expired()
                        ? end(tx, step, History.SYSTEM, "the lease of " + step.agentId() + " ran out", true)
                        : late(step));
    }

    private Uni<ResultOutcome> end(SqlConnection tx, Leased step, String by, String error, boolean retryable) {
        var again = retryable && step.attempt() < step.maxAttempts();
        var state = again ? "pending" : "failed";
        var data = data(step, state).put("agent_id", step.agentId()).put("error", error);
        var why = again ? "The attempt failed; another follows" : "The step failed";
        var change = again
                ? leases.again(tx, step.stepId(), error, backoff(step.attempt()))
                : leases.failed(tx, step.stepId(), error);
        return change.chain(() -> reservations.toRelease(tx, step.stepId(), step.attempt()))
                .chain(() -> history.append(tx, step.taskId(), "step", why, by, data))
                .chain(() -> tasks.touch(tx, step.taskId()))
                .chain(() -> taken(step, state));
    }

    private Duration backoff(int attempt) {
        long whole = limits.stepBackoff().toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS);
        whole = Math.min(whole, Due.LONGEST_WAIT.toMillis());
        return Duration.ofMillis(whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }

    /** The task first, then the step: the one order in which rows are locked. */
    private Uni<ResultOutcome> locked(SqlConnection tx, UUID stepId, Function<Leased, Uni<ResultOutcome>> work) {
        return leases.taskOf(tx, stepId)
                .flatMap(task -> task.isEmpty()
                        ? Uni.createFrom().item(new UnknownStep())
                        : tasks.lock(tx, task.get(), ANY_TENANT)
                                .chain(() -> leases.lock(tx, stepId))
                                .flatMap(work::apply));
    }

    private static boolean holds(Leased step, String agent, long fencingToken) {
        return step.state().equals("running") && step.agentId().equals(agent) && step.fencingToken() == fencingToken;
    }

    private static Uni<ResultOutcome> taken(Leased step, String state) {
        return Uni.createFrom().item(new Taken(step.stepId(), step.taskId(), state));
    }

    private static Uni<ResultOutcome> late(Leased step) {
        return Uni.createFrom().item(new Late("The lease is over: the step is " + step.state()));
    }

    private static JsonObject data(Leased step, String state) {
        return new JsonObject()
                .put("step_id", step.stepId().toString())
                .put("type", step.type())
                .put("role", step.role())
                .put("state", state)
                .put("attempt", step.attempt());
    }
}
