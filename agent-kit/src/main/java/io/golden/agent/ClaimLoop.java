package io.golden.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.golden.agent.gateway.Backoff;
import io.golden.agent.gateway.Gateway;
import io.golden.agent.gateway.GatewayException;
import io.golden.agent.gateway.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.StreamSupport;

/** Asks for work whenever a hand is free: one long poll at a time, for as many steps as there are free hands. */
final class ClaimLoop {
    private static final Duration WAIT = Duration.ofSeconds(20);

    private final Gateway gateway;
    private final String role;
    private final int hands;
    private final StepHandler handler;
    private final AgentLog log;
    private final Semaphore free;
    private final Set<LeaseRun> running = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean stopping;

    ClaimLoop(Gateway gateway, String role, int hands, StepHandler handler, AgentLog log) {
        this.gateway = gateway;
        this.role = role;
        this.hands = hands;
        this.handler = handler;
        this.log = log;
        this.free = new Semaphore(hands);
        this.thread = Thread.ofVirtual()
                .name("claims-" + gateway.credentials().name())
                .unstarted(this::loop);
    }

    String role() {
        return role;
    }

    int running() {
        return running.size();
    }

    void start() {
        thread.start();
    }

    void stop(Duration grace) {
        stopping = true;
        thread.interrupt();
        try {
            if (!free.tryAcquire(hands, grace.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                running.forEach(LeaseRun::giveUp);
                boolean allBack = free.tryAcquire(hands, 5, java.util.concurrent.TimeUnit.SECONDS);
                log.info("steps were handed back", Map.of("in_time", allBack));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        var backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
        while (!stopping) {
            int taken = 0;
            try {
                free.acquire();
                taken = 1 + free.drainPermits();
                var leases = claim(taken);
                leases.forEach(this::run);
                free.release(taken - leases.size());
                backoff.reset();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                free.release(taken);
                if (!stopping) {
                    log.warn("no work could be claimed", Map.of("error", String.valueOf(e.getMessage())));
                    backoff.pause(Duration.ZERO);
                }
            }
        }
    }

    private List<JsonNode> claim(int most) {
        var body = Map.of(
                "agent_id", gateway.credentials().name(),
                "roles", List.of(role),
                "max", most,
                "wait_seconds", WAIT.toSeconds());
        return switch (gateway.post("/api/v1/work/claim", body, WAIT.plusSeconds(15))) {
            case Reply.Ok(int _, JsonNode answer) -> {
                var leases = answer.isArray() ? answer : answer.path("leases");
                // Never more than asked for, whatever the answer says: each needs a hand.
                yield StreamSupport.stream(leases.spliterator(), false)
                        .limit(most)
                        .toList();
            }
            case Reply.Refused refused -> throw new GatewayException(refused.toString());
        };
    }

    private void run(JsonNode lease) {
        var step = new Step(
                lease.path("step_id").asText(lease.path("id").asText()),
                lease.path("task_id").asText(),
                lease.path("tenant_id").asText("default"),
                lease.path("project_id").asText("default"),
                lease.path("type").asText(""),
                lease.path("role").asText(role),
                lease.path("attempt").asInt(1),
                lease.path("fencing_token").asLong(),
                lease.path("input"),
                new Sandbox(gateway),
                new Budget(gateway));
        var run = new LeaseRun(gateway, step, handler, log);
        running.add(run);
        Thread.ofVirtual().name("step-" + step.id()).start(() -> {
            try {
                run.toEnd();
            } finally {
                running.remove(run);
                free.release();
            }
        });
    }
}
