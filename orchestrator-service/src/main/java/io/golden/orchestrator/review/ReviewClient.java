package io.golden.orchestrator.review;

import io.golden.orchestrator.remote.Answer;
import io.golden.orchestrator.remote.JsonCalls;
import io.golden.orchestrator.remote.JsonCalls.Call;
import io.golden.orchestrator.remote.Remotes;
import io.golden.orchestrator.review.ReviewRows.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Asks peer-hub-service. */
@ApplicationScoped
public class ReviewClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final JsonCalls calls;
    private final Remotes remotes;

    ReviewClient(JsonCalls calls, Remotes remotes) {
        this.calls = calls;
        this.remotes = remotes;
    }

    /** The answer to an opening. */
    public sealed interface Opened {
        record Session(UUID sessionId) implements Opened {}

        /** The peer hub will not have this review; asking again changes nothing. */
        record Refused(JsonObject evidence) implements Opened {}
    }

    /** What became of a session. */
    public sealed interface Found {
        record StillPending() implements Found {}

        record Decided(Outcome outcome) implements Found {}

        record Unknown() implements Found {}
    }

    /** Opens a session; the same review opens the same session however often it is sent. */
    public Uni<Opened> open(Review review, JsonObject request) {
        var headers = Map.of("Idempotency-Key", "review:" + review.id());
        return send(HttpMethod.POST, "", headers, request)
                .map(answer -> answer.ok()
                        ? new Opened.Session(UUID.fromString(answer.body().getString("session_id")))
                        : new Opened.Refused(
                                JsonObject.of("error_code", answer.errorCode(), "message", answer.message())));
    }

    public Uni<Found> find(UUID sessionId) {
        return send(HttpMethod.GET, "/" + sessionId, Map.of(), new JsonObject()).map(answer -> {
            if (answer.status() == 404) {
                return new Found.Unknown();
            }
            if (!answer.ok() || "pending".equals(answer.body().getString("status"))) {
                return new Found.StillPending();
            }
            return new Found.Decided(outcome(sessionId, answer.body()));
        });
    }

    private static Outcome outcome(UUID sessionId, JsonObject body) {
        var votes = new JsonArray();
        for (var entry : body.getJsonArray("votes", new JsonArray())) {
            var vote = (JsonObject) entry;
            votes.add(new JsonObject()
                    .put("agent_id", vote.getString("agent_id"))
                    .put("agent_role", vote.getString("agent_role"))
                    .put("vote", vote.getString("vote"))
                    .put("counted", vote.getBoolean("counted")));
        }
        return new Outcome(
                sessionId,
                UUID.fromString(body.getString("task_id")),
                body.getString("content_hash"),
                Review.Status.of(body.getString("status")),
                Optional.ofNullable(body.getDouble("consensus_score")),
                Optional.ofNullable(body.getDouble("quorum")),
                votes,
                Optional.ofNullable(body.getString("completed_at"))
                        .map(Instant::parse)
                        .orElseGet(Instant::now));
    }

    /** Cancels; true when the session is over by then, whoever ended it. */
    public Uni<Boolean> cancel(UUID sessionId) {
        return send(HttpMethod.POST, "/" + sessionId + "/cancel", Map.of(), new JsonObject())
                .map(answer -> answer.ok() || answer.status() == 409 || answer.status() == 404);
    }

    private Uni<Answer> send(HttpMethod method, String path, Map<String, String> headers, JsonObject body) {
        var url = remotes.peerHubServiceUrl().resolve("/api/v1/reviews" + path);
        return calls.send(new Call("peer-hub", method, url, headers, body, TIMEOUT));
    }
}
