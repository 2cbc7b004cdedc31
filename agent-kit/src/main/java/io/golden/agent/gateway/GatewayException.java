package io.golden.agent.gateway;

/** Golden could not be reached, or refused what cannot be done without. */
public final class GatewayException extends RuntimeException {
    public GatewayException(String message) {
        super(message);
    }

    public GatewayException(String message, Throwable cause) {
        super(message, cause);
    }
}
