package io.golden.data.config;

/** A connection URL that is not of the expected form. The message never holds the value: it may contain a password. */
final class MalformedUrlException extends RuntimeException {
    MalformedUrlException(String variable, String problem, String form) {
        super(variable + " " + problem + ": expected " + form);
    }
}
