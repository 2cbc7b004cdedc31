package io.golden.orchestrator.remote;

import io.vertx.core.json.JsonObject;

/** What another service answered, unless it is ill: below 500. */
public record Answer(int status, JsonObject body) {
    public boolean ok() {
        return status / 100 == 2;
    }

    /** The envelope's message, which is safe to show. */
    public String message() {
        return body.getString("message", "status " + status);
    }

    public String errorCode() {
        return body.getString("error_code", "");
    }
}
