package io.golden.agent.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Keeps one access token and asks for the next before the old one ends. One request at a time, however many ask. */
final class AccessTokens {
    /** A token is renewed when less than this is left, so that none expires on its way. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Supplier<JsonNode> request;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private String token = "";
    private Instant renewAt = Instant.MIN;

    AccessTokens(Supplier<JsonNode> request, Clock clock) {
        this.request = request;
        this.clock = clock;
    }

    String current() {
        lock.lock();
        try {
            if (!clock.instant().isBefore(renewAt)) {
                var answer = request.get();
                token = answer.path("access_token").asText(answer.path("token").asText(""));
                if (token.isEmpty()) {
                    throw new GatewayException("The answer of /auth/token holds no token");
                }
                var lifetime = Duration.ofSeconds(answer.path("expires_in").asLong(900));
                // Half of a very short lifetime, else all but the margin.
                var useful =
                        lifetime.compareTo(MARGIN.multipliedBy(2)) < 0 ? lifetime.dividedBy(2) : lifetime.minus(MARGIN);
                renewAt = clock.instant().plus(useful);
            }
            return token;
        } finally {
            lock.unlock();
        }
    }

    /** The token was refused: the next caller gets a new one, unless somebody already fetched it. */
    void refused(String refusedToken) {
        lock.lock();
        try {
            if (token.equals(refusedToken)) {
                renewAt = Instant.MIN;
            }
        } finally {
            lock.unlock();
        }
    }
}
