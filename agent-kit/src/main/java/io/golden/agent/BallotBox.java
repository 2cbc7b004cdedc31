package io.golden.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.golden.agent.gateway.Gateway;
import io.golden.agent.gateway.GatewayException;
import io.golden.agent.gateway.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Casts a vote over NATS with the agent's token, or over HTTP where NATS did not acknowledge it. */
final class BallotBox {
    private final Gateway gateway;
    private final Optional<NatsLink> nats;
    private final AgentLog log;

    BallotBox(Gateway gateway, Optional<NatsLink> nats, AgentLog log) {
        this.gateway = gateway;
        this.nats = nats;
        this.log = log;
    }

    void cast(String sessionId, String tenant, String contentHash, Vote vote) {
        var body = Map.of(
                "session_id", sessionId,
                "vote", vote.kind().wire(),
                "confidence", vote.confidence(),
                "reasoning", vote.reasoning(),
                "concerns", vote.concerns(),
                "content_hash", contentHash);
        // The same vote twice within NATS's window is one; a changed vote is another.
        var id = "vote:" + sessionId + ":" + gateway.credentials().name() + ":" + Integer.toHexString(body.hashCode());
        var acknowledged = nats.map(link ->
                        link.publish("prc." + sessionId + ".response", id, tenant, gateway.token(), write(body)))
                .orElse(false);
        if (acknowledged) {
            log.info(
                    "vote cast",
                    Map.of("session_id", sessionId, "vote", vote.kind().wire(), "by", "nats"));
        } else {
            castByHttp(sessionId, contentHash, vote);
        }
    }

    void castByHttp(String sessionId, String contentHash, Vote vote) {
        var body = Map.of(
                "vote", vote.kind().wire(),
                "confidence", vote.confidence(),
                "reasoning", vote.reasoning(),
                "concerns", vote.concerns(),
                "content_hash", contentHash);
        var path = "/api/v1/reviews/" + sessionId + "/votes";
        switch (gateway.postReliably(path, body, Duration.ofSeconds(10), Duration.ofMinutes(1))) {
            case Reply.Ok _ ->
                log.info(
                        "vote cast",
                        Map.of("session_id", sessionId, "vote", vote.kind().wire(), "by", "http"));
            case Reply.Refused refused
            when refused.conflict() ->
                log.info("the review was decided before the vote", Map.of("session_id", sessionId));
            case Reply.Refused refused -> throw new GatewayException(refused.toString());
        }
    }

    private byte[] write(Map<String, ?> body) {
        try {
            return gateway.json().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new GatewayException("A vote could not be written as JSON", e);
        }
    }
}
