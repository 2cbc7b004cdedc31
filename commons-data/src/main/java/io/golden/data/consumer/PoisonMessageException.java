package io.golden.data.consumer;

/** This message can never succeed: straight to the dead letters. The message text is safe to show. */
public final class PoisonMessageException extends RuntimeException {
    public PoisonMessageException(String message) {
        super(message);
    }
}
