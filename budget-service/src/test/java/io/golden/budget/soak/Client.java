package io.golden.budget.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.budget.soak.Caller.Answer;
import io.golden.budget.soak.Memory.Commit;
import io.golden.budget.soak.Memory.Fate;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Reserves, repeats, commits, overdraws, extends, releases and forgets, as chance will have it. */
final class Client {
    private record Held(UUID id, String tenant, String project, long tokens, boolean brief) {}

    private final Caller caller;
    private final Memory memory;
    private final List<Account> projects;
    private final List<Account> limits;
    private final Random random;
    private final String name;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private int number;

    Client(String name, Caller caller, Memory memory, List<Account> limits, Random random) {
        this.name = name;
        this.caller = caller;
        this.memory = memory;
        this.limits = limits;
        this.projects = limits.stream()
                .filter(limit -> !limit.project.equals("*") && limit.agent.equals("*") && limit.model.equals("*"))
                .toList();
        this.random = random;
    }

    void run(BooleanSupplier more) {
        while (more.getAsBoolean()) {
            if (random.nextInt(50) == 0) {
                limits.get(random.nextInt(limits.size())).setRoom(random.nextInt(12_000));
            } else if (held.size() < 6 || random.nextInt(3) == 0) {
                reserve();
            } else {
                end(held.poll());
            }
        }
    }

    private void reserve() {
        var project = projects.get(random.nextInt(projects.size()));
        var requestId = name + "-" + number++;
        var tokens = random.nextLong(1, 300);
        var brief = random.nextInt(8) == 0;
        var ask = new HashMap<String, Object>(Map.of(
                "tenant_id",
                project.tenant,
                "project_id",
                project.project,
                "task_id",
                "soak",
                "model",
                "model-" + random.nextInt(2),
                "agent_id",
                "agent-" + random.nextInt(3),
                "estimated_tokens",
                tokens,
                "request_id",
                requestId,
                "ttl_seconds",
                brief ? 1 : 3600));
        caller.post("request", ask, "").ifPresent(answer -> {
            if (answer.status() == 200) {
                var id = UUID.fromString(answer.body().path("reservation_id").asText());
                memory.fates.put(
                        id,
                        new Fate(
                                requestId,
                                tokens,
                                answer.body().path("available").asLong()));
                held.add(new Held(id, project.tenant, project.project, tokens, brief));
                repeat(ask, answer);
            } else {
                expect(answer, "budget.insufficient");
                memory.refused.put(requestId, true);
            }
        });
    }

    /** The same again gets the same answer; something else under the same id is a conflict. */
    private void repeat(HashMap<String, Object> ask, Answer first) {
        switch (random.nextInt(20)) {
            case 0, 1 ->
                caller.post("request", ask, "")
                        .ifPresent(again -> assertThat(again).isEqualTo(first));
            case 2 -> {
                ask.put("estimated_tokens", (long) ask.get("estimated_tokens") + 1);
                caller.post("request", ask, "").ifPresent(again -> expect(again, "idempotency.conflict"));
            }
            default -> {}
        }
    }

    private void end(Held reservation) {
        switch (random.nextInt(10)) {
            case 0 -> {} // Forgotten: it expires, or stays until the end.
            case 1, 2 -> release(reservation);
            case 3 -> {
                extend(reservation);
                commit(reservation, reservation.tokens());
            }
            case 4 -> commit(reservation, reservation.tokens() + random.nextLong(1, 50));
            default -> commit(reservation, random.nextLong(reservation.tokens() + 1));
        }
    }

    private Map<String, Object> target(Held reservation) {
        return new HashMap<>(Map.of(
                "tenant_id", reservation.tenant(),
                "project_id", reservation.project(),
                "reservation_id", reservation.id()));
    }

    private void commit(Held reservation, long actual) {
        var body = target(reservation);
        body.put("actual_tokens", actual);
        caller.post("commit", body, "").ifPresent(answer -> {
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            memory.fates.get(reservation.id()).commit = new Commit(
                    answer.body().path("tokens").asLong(),
                    answer.body().path("returned").asLong(),
                    answer.body().path("overdraft").asBoolean(),
                    answer.body().path("late").asBoolean(false));
            if (random.nextInt(10) == 0) {
                caller.post("release", target(reservation), "").ifPresent(late -> expect(late, "state.conflict"));
                caller.post("commit", body, "")
                        .ifPresent(again -> assertThat(again).isEqualTo(answer));
            }
        });
    }

    private void release(Held reservation) {
        caller.post("release", target(reservation), "").ifPresent(answer -> {
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            memory.fates.get(reservation.id()).released = true;
            if (random.nextInt(10) == 0) {
                var body = target(reservation);
                body.put("actual_tokens", 1);
                caller.post("commit", body, "").ifPresent(late -> expect(late, "state.conflict"));
            }
        });
    }

    private void extend(Held reservation) {
        var body = Map.<String, Object>of("reservation_id", reservation.id(), "additional_tokens", 5);
        var key = name + "-extend-" + reservation.id();
        caller.post("extend", body, key).ifPresent(answer -> {
            if (answer.status() == 200) {
                memory.fates.get(reservation.id()).allocated =
                        answer.body().path("allocated").asLong();
            } else if (reservation.brief()) {
                assertThat(answer.code()).isIn("state.conflict", "budget.insufficient");
            } else {
                expect(answer, "budget.insufficient");
            }
        });
    }

    private static void expect(Answer answer, String code) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(409);
        assertThat(answer.code()).isEqualTo(code);
    }
}
