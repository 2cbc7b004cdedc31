package io.golden.orchestrator.budget;

import io.golden.orchestrator.advance.Limits;
import io.golden.orchestrator.remote.Answer;
import io.golden.orchestrator.remote.JsonCalls;
import io.golden.orchestrator.remote.JsonCalls.Call;
import io.golden.orchestrator.remote.Remotes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Asks budget-service. Each request names its step and attempt, so that asking twice is asking once. */
@ApplicationScoped
public class BudgetClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final JsonCalls calls;
    private final Remotes remotes;
    private final Limits limits;

    BudgetClient(JsonCalls calls, Remotes remotes, Limits limits) {
        this.calls = calls;
        this.remotes = remotes;
        this.limits = limits;
    }

    /** What is asked for. */
    public record Wanted(String requestId, String tenantId, String projectId, UUID taskId, String model, long tokens) {}

    /** The answer to a reservation. */
    public sealed interface Reserved {
        record Approved(String reservationId) implements Reserved {}

        /** Not enough is available, or budget-service will not have this request. */
        record Refused(JsonObject evidence) implements Reserved {}
    }

    /** The answer to a commit or release. */
    public sealed interface Settled {
        record Done() implements Settled {}

        /** The reservation is not what we think it is; trying again changes nothing. */
        record Disputed(String problem) implements Settled {}
    }

    public Uni<Reserved> reserve(Wanted wanted) {
        var body = JsonObject.of(
                "tenant_id", wanted.tenantId(),
                "project_id", wanted.projectId(),
                "task_id", wanted.taskId().toString(),
                "model", wanted.model(),
                "estimated_tokens", wanted.tokens(),
                "request_id", wanted.requestId(),
                "purpose", "task step",
                "ttl_seconds", limits.reservationTtl().toSeconds());
        return post("/request", body)
                .map(answer -> answer.ok()
                        ? new Reserved.Approved(answer.body().getString("reservation_id"))
                        : new Reserved.Refused(evidence(answer, wanted)));
    }

    private static JsonObject evidence(Answer answer, Wanted wanted) {
        return new JsonObject()
                .put("error_code", answer.errorCode())
                .put("message", answer.message())
                .put("requested", wanted.tokens())
                .put("details", answer.body().getJsonObject("details"));
    }

    public Uni<Settled> commit(String tenantId, String projectId, String reservationId, long tokens) {
        return settle("/commit", target(tenantId, projectId, reservationId).put("actual_tokens", tokens));
    }

    public Uni<Settled> release(String tenantId, String projectId, String reservationId) {
        return settle("/release", target(tenantId, projectId, reservationId));
    }

    private static JsonObject target(String tenantId, String projectId, String reservationId) {
        return JsonObject.of("tenant_id", tenantId, "project_id", projectId, "reservation_id", reservationId);
    }

    private Uni<Settled> settle(String path, JsonObject body) {
        return post(path, body)
                .map(answer -> answer.ok()
                        ? new Settled.Done()
                        : new Settled.Disputed(answer.errorCode() + ": " + answer.message()));
    }

    private Uni<Answer> post(String path, JsonObject body) {
        var url = remotes.budgetServiceUrl().resolve("/api/v1/budget" + path);
        return calls.send(new Call("budget", HttpMethod.POST, url, Map.of(), body, TIMEOUT));
    }
}
