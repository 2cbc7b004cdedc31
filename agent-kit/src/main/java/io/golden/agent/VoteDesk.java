package io.golden.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.golden.agent.gateway.Gateway;
import io.golden.agent.gateway.GatewayException;
import io.nats.client.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers calls for votes. {@code prc.*.request} tells at once; a slow poll of the pending reviews finds what was missed
 * while somebody was down, and repeats by HTTP a vote that did not arrive.
 */
final class VoteDesk implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(8);
    private static final Duration REPEAT_AFTER = Duration.ofSeconds(15);
    private static final int REMEMBERED = 10_000;

    private final Gateway gateway;
    private final Optional<NatsLink> nats;
    private final ReviewHandler handler;
    private final AgentLog log;
    private final String me;
    private final BallotBox ballots;
    private final Semaphore hands = new Semaphore(8);
    private final SequencedMap<String, Entry> sessions = new LinkedHashMap<>();
    private final Thread poller;
    private volatile boolean stopping;

    /** What is known of a session: being judged (no vote yet), or voted on at a time. */
    private record Entry(Optional<Vote> vote, long sinceNanos) {}

    VoteDesk(Gateway gateway, Optional<NatsLink> nats, ReviewHandler handler, AgentLog log) {
        this.gateway = gateway;
        this.nats = nats;
        this.handler = handler;
        this.log = log;
        this.me = gateway.credentials().name();
        this.ballots = new BallotBox(gateway, nats, log);
        this.poller = Thread.ofVirtual().name("reviews-" + me).unstarted(this::poll);
    }

    void start() {
        nats.ifPresent(link -> link.listen(me, "prc.*.request", this::called));
        poller.start();
    }

    private void called(Message message) {
        try {
            consider(gateway.json().readTree(message.getData()));
        } catch (IOException e) {
            log.warn("a call for votes could not be read", Map.of("subject", message.getSubject()));
        }
    }

    private void poll() {
        while (!stopping) {
            try {
                var pending =
                        gateway.get("/api/v1/reviews?status=pending&limit=200").bodyOrThrow();
                pending.forEach(this::consider);
            } catch (GatewayException e) {
                if (!stopping) {
                    log.warn("pending reviews could not be listed", Map.of("error", String.valueOf(e.getMessage())));
                }
            }
            LockSupport.parkNanos(POLL.toNanos() + ThreadLocalRandom.current().nextLong(POLL.toNanos() / 2));
        }
    }

    private void consider(JsonNode session) {
        var id = session.path("session_id").asText(session.path("id").asText(""));
        // A list may leave the voters out; then the session itself is asked.
        boolean mine = session.path("voters").isMissingNode() || roleIn(session).isPresent();
        if (id.isEmpty() || !mine || stopping) {
            return;
        }
        switch (begin(id)) {
            case Todo.Judge _ -> Thread.ofVirtual().name("review-" + id).start(() -> judge(id));
            case Todo.Repeat(Vote vote) ->
                Thread.ofVirtual().name("review-" + id).start(() -> repeat(id, vote));
            case Todo.Nothing _ -> {}
        }
    }

    private sealed interface Todo {
        record Judge() implements Todo {}

        record Repeat(Vote vote) implements Todo {}

        record Nothing() implements Todo {}
    }

    private Todo begin(String id) {
        synchronized (sessions) {
            var now = System.nanoTime();
            var entry = sessions.get(id);
            if (entry == null) {
                sessions.put(id, new Entry(Optional.empty(), now));
                if (sessions.size() > REMEMBERED) {
                    sessions.pollFirstEntry();
                }
                return new Todo.Judge();
            }
            if (entry.vote().isEmpty() || now - entry.sinceNanos() < REPEAT_AFTER.toNanos()) {
                return new Todo.Nothing();
            }
            sessions.put(id, new Entry(entry.vote(), now));
            return new Todo.Repeat(entry.vote().get());
        }
    }

    private void judge(String id) {
        hands.acquireUninterruptibly();
        try {
            var session = gateway.get("/api/v1/reviews/" + id).bodyOrThrow();
            var role = roleIn(session);
            if (role.isEmpty() || !session.path("status").asText("pending").equals("pending")) {
                return;
            }
            var review = review(id, role.get(), session);
            var vote = CodeFile.hash(review.files()).equals(review.contentHash())
                    ? handler.review(review)
                    : Vote.reject(
                            1, "The files are not the ones the hash names.", java.util.List.of("content hash differs"));
            ballots.cast(id, review.tenantId(), review.contentHash(), vote);
            synchronized (sessions) {
                sessions.put(id, new Entry(Optional.of(vote), System.nanoTime()));
            }
        } catch (Exception e) {
            log.warn("a review could not be judged yet", Map.of("session_id", id, "error", String.valueOf(e)));
            forget(id);
        } finally {
            hands.release();
        }
    }

    private void repeat(String id, Vote vote) {
        try {
            var session = gateway.get("/api/v1/reviews/" + id).bodyOrThrow();
            if (session.path("status").asText("").equals("pending")) {
                ballots.castByHttp(id, session.path("content_hash").asText(), vote);
            }
        } catch (GatewayException e) {
            log.warn("a vote could not be repeated yet", Map.of("session_id", id));
        }
    }

    private void forget(String id) {
        synchronized (sessions) {
            sessions.remove(id);
        }
    }

    private Optional<String> roleIn(JsonNode session) {
        for (var voter : session.path("voters")) {
            if (voter.path("agent_id").asText().equals(me)) {
                return Optional.of(voter.path("role").asText());
            }
        }
        return Optional.empty();
    }

    private Review review(String id, String role, JsonNode session) throws JsonProcessingException {
        var content = session.path("content");
        if (content.isTextual()) {
            content = gateway.json().readTree(content.asText());
        }
        return new Review(
                id,
                session.path("task_id").asText(),
                session.path("tenant_id").asText("default"),
                role,
                session.path("summary").asText(""),
                session.path("content_hash").asText(),
                CodeFile.listFrom(content.path("files")),
                CodeFile.listFrom(content.path("tests")),
                content.path("test_result"),
                new Budget(gateway));
    }

    @Override
    public void close() {
        stopping = true;
        poller.interrupt();
        nats.ifPresent(NatsLink::close);
    }
}
