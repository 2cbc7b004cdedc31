package io.golden.orchestrator;

import com.sun.net.httpserver.HttpExchange;
import io.golden.orchestrator.Peers.Reply;
import io.golden.test.Servers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A peer hub whose reviewers think of a task what its name says: {@code reject…}, {@code silent…}, else approve. */
final class HubPeer {
    record Session(String id, JsonObject request, String status) {}

    private final Map<String, Session> byKey = new ConcurrentHashMap<>();
    private final Map<String, String> keyOf = new ConcurrentHashMap<>();

    List<Session> of(String taskId) {
        return byKey.values().stream()
                .filter(s -> s.request().getString("task_id").equals(taskId))
                .toList();
    }

    Reply handle(HttpExchange exchange, JsonObject body) {
        var path = exchange.getRequestURI().getPath();
        if (path.endsWith("/cancel")) {
            decide(path.substring("/api/v1/reviews/".length(), path.length() - "/cancel".length()), "cancelled");
            return Reply.ok(new JsonObject());
        }
        if (exchange.getRequestMethod().equals("GET")) {
            return show(path.substring(path.lastIndexOf('/') + 1));
        }
        return open(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body);
    }

    private Reply open(String key, JsonObject body) {
        var fresh = new boolean[1];
        var session = byKey.computeIfAbsent(key, k -> {
            fresh[0] = true;
            var made = new Session(UUID.randomUUID().toString(), body, "pending");
            keyOf.put(made.id(), k);
            return made;
        });
        if (!session.request().equals(body)) {
            return Reply.refused(409, "idempotency.conflict", "another review under this key");
        }
        var summary = body.getString("summary");
        if (fresh[0] && !summary.startsWith("silent")) {
            decide(session.id(), summary.startsWith("reject") ? "rejected" : "passed");
            if (!summary.startsWith("unheard")) {
                publish(session.id());
            }
        }
        return new Reply(201, view(session));
    }

    private void decide(String id, String status) {
        byKey.computeIfPresent(
                keyOf.get(id), (_, s) -> s.status().equals("pending") ? new Session(s.id(), s.request(), status) : s);
    }

    /** The session ends so, and its result is told. */
    void end(String id, String status) {
        decide(id, status);
        publish(id);
    }

    /** Sends the result, as often as it is called. */
    void publish(String id) {
        var session = byKey.get(keyOf.get(id));
        var result = view(session).put("decided_at", Instant.now().toString());
        try (var nats = Servers.nats().connectAs("peer-hub-service")) {
            nats.jetStream().publish("prc." + id + ".result", result.encode().getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply show(String id) {
        return Optional.ofNullable(keyOf.get(id))
                .map(byKey::get)
                .map(s -> Reply.ok(view(s)))
                .orElseGet(() -> Reply.refused(404, "resource.not_found", "no such review"));
    }

    private static JsonObject view(Session session) {
        var votes = new JsonArray();
        if (!session.status().equals("pending")) {
            var vote = session.status().equals("passed") ? "approve" : "reject";
            for (var entry : session.request().getJsonArray("voters")) {
                var voter = (JsonObject) entry;
                votes.add(JsonObject.of(
                        "agent_id",
                        voter.getString("agent_id"),
                        "agent_role",
                        voter.getString("role"),
                        "vote",
                        vote,
                        "counted",
                        true));
            }
        }
        return JsonObject.of(
                "session_id", session.id(),
                "task_id", session.request().getString("task_id"),
                "tenant_id", session.request().getString("tenant_id"),
                "content_hash", session.request().getString("content_hash"),
                "status", session.status(),
                "consensus_score", session.status().equals("passed") ? 1.0 : 0.0,
                "quorum", 0.75,
                "votes", votes);
    }
}
