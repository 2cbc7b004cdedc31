package io.golden.peerhub.review;

import static io.restassured.RestAssured.given;

import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The hub as its users see it: an orchestrator that opens reviews, agents that vote on both channels. */
final class Hub {
    static final String HASH = "a".repeat(64);

    private Hub() {}

    static String orchestrator() {
        return Tokens.service("orchestrator-service", "review.create", "review.view")
                .sign();
    }

    /** reviewer-1, tester-1 and security-1 with the default weights of their roles: 3333, 2500, 4167. */
    static String three() {
        return voters("reviewer-1:reviewer", "tester-1:tester", "security-1:security");
    }

    static String voters(String... named) {
        var json = new StringBuilder();
        for (var voter : named) {
            var parts = voter.split(":", 2);
            json.append(json.isEmpty() ? "" : ",")
                    .append("{\"agent_id\":\"%s\",\"role\":\"%s\"}".formatted(parts[0], parts[1]));
        }
        return "[" + json + "]";
    }

    /** The body of a review; {@code more} are further fields, each followed by a comma. */
    static String body(String voters, String more) {
        return """
               {"task_id": "%s", "content_hash": "%s", %s "voters": %s}
               """.formatted(UUID.randomUUID(), HASH, more, voters);
    }

    static Response post(String body) {
        return given().header("Authorization", "Bearer " + orchestrator())
                .contentType("application/json")
                .body(body)
                .post("/api/v1/reviews");
    }

    static UUID open(String voters, String more) {
        var response = post(body(voters, more));
        return UUID.fromString(response.then().statusCode(201).extract().path("session_id"));
    }

    static Response get(String path) {
        return given().header("Authorization", "Bearer " + orchestrator()).get("/api/v1/reviews" + path);
    }

    static Response cancel(UUID session) {
        return given().header("Authorization", "Bearer " + orchestrator())
                .post("/api/v1/reviews/" + session + "/cancel");
    }

    static Response vote(UUID session, String agent, String role, String vote) {
        return vote(session, Tokens.agent(agent, role).sign(), ballot(session, vote, HASH));
    }

    static Response vote(UUID session, String token, String body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body.replaceFirst("\"session_id\": \"[^\"]*\", ", ""))
                .post("/api/v1/reviews/" + session + "/votes");
    }

    static String ballot(UUID session, String vote, String hash) {
        var concerns = vote.equals("reject") ? "[\"it is unsafe\"]" : "[]";
        return """
               {"session_id": "%s", "vote": "%s", "confidence": 0.9, "reasoning": "because of %s", "concerns": %s,
                "content_hash": "%s"}
               """.formatted(session, vote, vote, concerns, hash);
    }

    static Connection agents() {
        return Servers.nats().connectAs("agents");
    }

    /** Votes as agents do: over NATS, with the agent's own token. */
    static void publishVote(Connection nats, UUID session, String token, String body) {
        publishVote(nats, session, new Headers().put("Golden-Token", token), body);
    }

    static void publishVote(Connection nats, UUID session, Headers headers, String body) {
        nats.publish(NatsMessage.builder()
                .subject("prc." + session + ".response")
                .headers(headers)
                .data(body.getBytes(StandardCharsets.UTF_8))
                .build());
    }

    static String status(UUID session) {
        return (String) Servers.postgres()
                .query("select status from peer_hub.peer_review_sessions where session_id = ?", session)
                .getFirst()
                .get("status");
    }

    static long decisionsAudited(UUID session) {
        return Servers.postgres()
                .number(
                        "select count(*) from audit.audit_log where resource_id = ? and action in ('review.decide', 'review.cancel')",
                        session.toString());
    }

    /** How many messages of that subject its stream holds. */
    static long messages(String stream, String subject) {
        try (var nats = Servers.nats().connect()) {
            var info = nats.jetStreamManagement().getStreamInfo(stream, StreamInfoOptions.filterSubjects(subject));
            var counts = info.getStreamState().getSubjectMap();
            return counts == null
                    ? 0
                    : counts.values().stream().mapToLong(Long::longValue).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JetStreamApiException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static MessageInfo last(String stream, String subject) {
        try (var nats = Servers.nats().connect()) {
            return nats.jetStreamManagement().getLastMessage(stream, subject);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JetStreamApiException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
