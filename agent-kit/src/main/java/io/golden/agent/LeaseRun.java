package io.golden.agent;

import io.golden.agent.gateway.Gateway;
import io.golden.agent.gateway.GatewayException;
import io.golden.agent.gateway.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One step from its lease to its end: the handler runs while heartbeats keep the lease, and the outcome is told until it
 * is heard. A 409 means that somebody else has the step: then its work is dropped.
 */
final class LeaseRun {
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    /** How long an outcome is offered to an orchestrator that does not answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Gateway gateway;
    private final Step step;
    private final StepHandler handler;
    private final AgentLog log;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean lost;
    private volatile Thread worker;

    LeaseRun(Gateway gateway, Step step, StepHandler handler, AgentLog log) {
        this.gateway = gateway;
        this.step = step;
        this.handler = handler;
        this.log = log;
    }

    /** The agent stops: the handler is interrupted and the step handed back. */
    void giveUp() {
        var thread = worker;
        if (thread != null) {
            thread.interrupt();
        }
    }

    void toEnd() {
        worker = Thread.currentThread();
        var heartbeats = Thread.ofVirtual().name("heartbeat-" + step.id()).start(this::heartbeats);
        try {
            var result = outcome();
            // An interrupt was for the handler; what is left is to tell how it ended.
            boolean interrupted = Thread.interrupted();
            if (lost) {
                log.warn("the lease was lost; the work is dropped", about("lost", interrupted));
            } else {
                tell(result, interrupted ? Duration.ofSeconds(3) : PATIENCE);
            }
        } finally {
            ended.countDown();
            heartbeats.interrupt();
        }
    }

    private StepResult outcome() {
        try {
            return handler.handle(step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StepResult.Failed("The agent stopped before the step was done", true);
        } catch (Exception e) {
            log.warn("the step's handler failed", about("error", e.toString()));
            return new StepResult.Failed("The agent failed: " + e.getClass().getSimpleName(), true);
        }
    }

    private void tell(StepResult result, Duration patience) {
        try {
            switch (result) {
                case StepResult.Done done -> complete(done, patience);
                case StepResult.Failed failed -> fail(failed, patience);
            }
        } catch (GatewayException e) {
            log.warn("the outcome could not be told; the lease will run out", about("error", e.getMessage()));
        }
    }

    private void complete(StepResult.Done done, Duration patience) {
        var body = Map.of(
                "fencing_token", step.fencingToken(),
                "output", done.output(),
                "tokens_used", done.tokensUsed(),
                "artifacts", done.artifacts());
        switch (gateway.postReliably(path("complete"), body, TIMEOUT, patience)) {
            case Reply.Ok _ -> log.info("step completed", about("tokens_used", done.tokensUsed()));
            case Reply.Refused refused
            when refused.conflict() -> log.warn("somebody else has the step", about("answer", refused.code()));
            case Reply.Refused refused -> {
                log.warn("the output was refused", about("answer", refused.toString()));
                fail(new StepResult.Failed("The output was refused: " + refused.code(), true), patience);
            }
        }
    }

    private void fail(StepResult.Failed failed, Duration patience) {
        var body =
                Map.of("fencing_token", step.fencingToken(), "error", failed.error(), "retryable", failed.retryable());
        switch (gateway.postReliably(path("fail"), body, TIMEOUT, patience)) {
            case Reply.Ok _ -> log.info("step failed", about("error", failed.error()));
            case Reply.Refused refused -> log.warn("the failure was refused", about("answer", refused.toString()));
        }
    }

    private void heartbeats() {
        try {
            while (!ended.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        try {
            var reply = gateway.post(path("heartbeat"), Map.of("fencing_token", step.fencingToken()), TIMEOUT);
            if (reply instanceof Reply.Refused refused && (refused.conflict() || refused.status() == 404)) {
                lost = true;
                giveUp();
                ended.countDown();
            }
        } catch (GatewayException e) {
            // The next beat may be heard; if none is, the lease runs out and the fencing token protects the step.
            log.warn("a heartbeat was not heard", about("error", e.getMessage()));
        }
    }

    private String path(String verb) {
        return "/api/v1/work/" + step.id() + "/" + verb;
    }

    private Map<String, Object> about(String key, Object value) {
        return Map.of("step_id", step.id(), "task_id", step.taskId(), "type", step.type(), key, String.valueOf(value));
    }
}
