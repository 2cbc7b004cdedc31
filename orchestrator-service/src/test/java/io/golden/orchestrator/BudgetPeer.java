package io.golden.orchestrator;

import com.sun.net.httpserver.HttpExchange;
import io.golden.orchestrator.Peers.Reply;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A budget without limits but for poor projects; idempotent like the real one. */
final class BudgetPeer {
    record Reservation(String id, String requestId, String taskId, long tokens, String state, long committed) {}

    private final Map<String, Reservation> byRequest = new ConcurrentHashMap<>();
    private final Map<String, String> requestOf = new ConcurrentHashMap<>();
    private final Set<String> poorProjects = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    /** From now on it answers 503, or answers again. */
    void down(boolean isDown) {
        down = isDown;
    }

    void poor(String project, boolean isPoor) {
        if (isPoor) {
            poorProjects.add(project);
        } else {
            poorProjects.remove(project);
        }
    }

    List<Reservation> of(String taskId) {
        return byRequest.values().stream()
                .filter(r -> r.taskId().equals(taskId))
                .toList();
    }

    Collection<Reservation> all() {
        return byRequest.values();
    }

    Reply handle(HttpExchange exchange, JsonObject body) {
        if (down) {
            return Reply.refused(503, "service.unavailable", "down");
        }
        var path = exchange.getRequestURI().getPath();
        if (path.endsWith("/request")) {
            return request(body);
        }
        return settle(body, path.endsWith("/commit"));
    }

    private Reply request(JsonObject body) {
        if (poorProjects.contains(body.getString("project_id"))) {
            return Reply.refused(
                    409,
                    "budget.insufficient",
                    "budget.insufficient: Available 0, Requested " + body.getLong("estimated_tokens"));
        }
        var made = byRequest.computeIfAbsent(body.getString("request_id"), id -> {
            var reservation = new Reservation(
                    UUID.randomUUID().toString(),
                    id,
                    body.getString("task_id"),
                    body.getLong("estimated_tokens"),
                    "held",
                    0);
            requestOf.put(reservation.id(), id);
            return reservation;
        });
        return Reply.ok(JsonObject.of("approved", true, "reservation_id", made.id(), "allocated", made.tokens()));
    }

    private Reply settle(JsonObject body, boolean commit) {
        var request = requestOf.get(body.getString("reservation_id"));
        if (request == null) {
            return Reply.refused(404, "resource.not_found", "no such reservation");
        }
        var state = commit ? "committed" : "released";
        long used = commit ? body.getLong("actual_tokens") : 0;
        var after = byRequest.computeIfPresent(
                request,
                (_, r) -> r.state().equals("held")
                        ? new Reservation(r.id(), r.requestId(), r.taskId(), r.tokens(), state, used)
                        : r);
        return after.state().equals(state) && after.committed() == used
                ? Reply.ok(JsonObject.of("status", state))
                : Reply.refused(409, "state.conflict", "the reservation is " + after.state());
    }
}
