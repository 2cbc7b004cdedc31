package io.golden.data.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.golden.commons.error.ApiException;
import io.vertx.pgclient.PgException;

/** What a dead letter may say of a failure: no rows, no payload, no line breaks, printable ASCII, 500 characters. */
record SafeError(String type, String message) {
    private static final int MAX_LENGTH = 500;

    static SafeError of(Throwable failure) {
        return switch (failure) {
            case PoisonMessageException poison -> new SafeError("poison", clean(poison.getMessage()));
            // Its own message quotes the payload.
            case JsonProcessingException json ->
                new SafeError("malformed", clean("not the JSON that is expected, at " + position(json)));
            case PgException database ->
                new SafeError("database", clean("SQLSTATE " + database.getSqlState() + " " + constraint(database)));
            case ApiException refusal -> new SafeError(refusal.code().code(), clean(refusal.getMessage()));
            default -> new SafeError(failure.getClass().getSimpleName(), clean(String.valueOf(failure.getMessage())));
        };
    }

    private static String position(JsonProcessingException json) {
        var location = json.getLocation();
        return location == null
                ? "unknown place"
                : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String constraint(PgException database) {
        return database.getConstraint() == null ? "" : database.getConstraint();
    }

    private static String clean(String text) {
        var ascii = text.replaceAll("[^ -~]+", " ").strip();
        return ascii.length() <= MAX_LENGTH ? ascii : ascii.substring(0, MAX_LENGTH);
    }
}
