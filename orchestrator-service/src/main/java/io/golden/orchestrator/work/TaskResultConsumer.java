package io.golden.orchestrator.work;

import io.golden.data.consumer.ConsumerSpec;
import io.golden.data.consumer.Incoming;
import io.golden.data.consumer.MessageConsumer;
import io.golden.data.consumer.PoisonMessageException;
import io.golden.orchestrator.advance.Advancer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** {@code task.result.{task_id}}: results of agents that prefer messages. The worker is the token's subject. */
@ApplicationScoped
class TaskResultConsumer implements MessageConsumer<TaskResult> {
    private static final Logger LOG = Logger.getLogger(TaskResultConsumer.class);

    private final StepResults results;
    private final Advancer advancer;

    TaskResultConsumer(StepResults results, Advancer advancer) {
        this.results = results;
        this.advancer = advancer;
    }

    @Override
    public ConsumerSpec spec() {
        return new ConsumerSpec("TASKS", "orchestrator-task-results", "task.result.*", true);
    }

    @Override
    public Class<TaskResult> payloadType() {
        return TaskResult.class;
    }

    @Override
    public Uni<Void> handle(SqlConnection tx, Incoming<TaskResult> message) {
        var agent = message.sender().orElseThrow(() -> new PoisonMessageException("no sender"));
        if (!agent.may("work.claim")) {
            throw new PoisonMessageException("the sender may not work on steps");
        }
        var said = message.payload();
        if (said.stepId() == null || said.fencingToken() == null || (said.output() == null) == (said.error() == null)) {
            throw new PoisonMessageException("step_id, fencing_token and either output or error are needed");
        }
        return take(tx, agent.subject(), said).invoke(this::follow).replaceWithVoid();
    }

    private Uni<ResultOutcome> take(SqlConnection tx, String agent, TaskResult said) {
        if (said.error() != null) {
            var error = said.error().replace("\0", "");
            var retryable = !Boolean.FALSE.equals(said.retryable());
            return results.fail(tx, said.stepId(), agent, said.fencingToken(), error, retryable);
        }
        if (said.tokensUsed() == null || said.tokensUsed() < 0) {
            throw new PoisonMessageException("tokens_used must be 0 or more");
        }
        var artifacts = Optional.ofNullable(said.artifacts()).orElse(List.of());
        var result = Outputs.result(said.output(), said.tokensUsed(), artifacts)
                .orElseThrow(() -> new PoisonMessageException("the output contains the character U+0000"));
        return results.complete(tx, said.stepId(), agent, said.fencingToken(), result);
    }

    private void follow(ResultOutcome outcome) {
        switch (outcome) {
            case ResultOutcome.Taken taken -> advancer.wakeAfterCommit(taken.taskId());
            case ResultOutcome.Late(var why) -> LOG.infof("A result came too late and is dropped: %s", why);
            case ResultOutcome.UnknownStep() -> throw new PoisonMessageException("no such step");
        }
    }
}
