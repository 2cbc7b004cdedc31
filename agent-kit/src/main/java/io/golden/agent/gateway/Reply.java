package io.golden.agent.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What Golden answered. */
public sealed interface Reply {
    /** A 2xx; the body is a missing node when it was empty. */
    record Ok(int status, JsonNode body) implements Reply {}

    /**
     * The error envelope.
     *
     * @param code the {@code error_code}, or {@code http.<status>} when the body was no envelope
     * @param retryAfter when the answer named a time
     */
    record Refused(int status, String code, String message, Optional<Duration> retryAfter) implements Reply {
        /** Whether the same request may be answered otherwise a little later. */
        public boolean transientFault() {
            return status == 429 || status == 408 || status >= 500;
        }

        /** Whether somebody else has, or had, what this request is about. */
        public boolean conflict() {
            return status == 409;
        }

        @Override
        public String toString() {
            return status + " " + code + ": " + message;
        }
    }

    /** The body, or a {@link GatewayException} that carries the refusal. */
    default JsonNode bodyOrThrow() {
        return switch (this) {
            case Ok(int _, JsonNode body) -> body;
            case Refused refused -> throw new GatewayException(refused.toString());
        };
    }
}
