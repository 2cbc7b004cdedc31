package io.golden.commons.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.error.ErrorBody;
import io.golden.commons.error.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;

/** Answers with the error envelope where no resource has been reached. */
@Singleton
public final class Envelope {
    private final ObjectMapper json;

    Envelope(ObjectMapper json) {
        this.json = json;
    }

    /** Ends the response with the code's status and envelope; does nothing when it has ended already. */
    public void send(RoutingContext rc, ErrorCode code, String message) {
        var response = rc.response();
        if (response.headWritten() || response.ended()) {
            return;
        }
        response.setStatusCode(code.status()).putHeader("Content-Type", "application/json");
        response.end(body(code, message));
    }

    private Buffer body(ErrorCode code, String message) {
        var body = new ErrorBody(
                code.code(), message, Map.of(), Correlation.current().requestId());
        try {
            return Buffer.buffer(json.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the envelope is always serialisable", e);
        }
    }
}
