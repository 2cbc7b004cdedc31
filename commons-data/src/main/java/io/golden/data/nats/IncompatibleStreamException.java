package io.golden.data.nats;

/** A stream exists with a setting that NATS cannot change and that is not the declared one. */
final class IncompatibleStreamException extends RuntimeException {
    IncompatibleStreamException(String message) {
        super(message);
    }
}
