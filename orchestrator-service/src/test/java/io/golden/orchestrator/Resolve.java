package io.golden.orchestrator;

import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** What the supervisor tells when a human has decided. */
final class Resolve {
    private Resolve() {}

    /** Resolves the question that the task waits on. */
    static void resolve(String taskId, String decision, String note) {
        var open = Servers.postgres()
                .query(
                        "select id::text, session_id::text from orchestrator.task_escalations where task_id = ?::uuid and decision is null",
                        taskId)
                .getFirst();
        var ofHub = open.get("session_id") != null;
        // The peer hub's escalation has an id of its own, and names the session.
        publish(
                ofHub ? UUID.randomUUID().toString() : (String) open.get("id"),
                (String) open.get("session_id"),
                taskId,
                decision,
                note);
    }

    static void publish(String escalationId, String sessionId, String taskId, String decision, String note) {
        var payload = new JsonObject()
                .put("escalation_id", escalationId)
                .put("session_id", sessionId)
                .put("task_id", taskId)
                .put("tenant_id", "default")
                .put("decision", decision)
                .put("note", note)
                .put("data", new JsonObject())
                .put("resolved_by", "operator")
                .put("resolved_at", Instant.now().toString());
        try (var nats = Servers.nats().connectAs("supervisor-service")) {
            nats.jetStream()
                    .publish(
                            "event.supervisor.escalation.resolved",
                            payload.encode().getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void resetBreakers() {
        Api.as(Tokens.user("root", "admin", "system.admin"))
                .post("/api/v1/circuit-breakers/reset_all")
                .then()
                .statusCode(200);
    }
}
