package io.golden.commons.error;

import io.golden.commons.correlation.Correlation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Refusals as responses. */
final class Answers {
    private static final Duration LATER = Duration.ofSeconds(5);

    private Answers() {}

    static RestResponse<ErrorBody> of(ErrorCode code, String message) {
        return of(ApiException.of(code, message));
    }

    static RestResponse<ErrorBody> of(ApiException refusal) {
        var code = refusal.code();
        var body = new ErrorBody(
                code.code(),
                refusal.getMessage(),
                refusal.details(),
                Correlation.current().requestId());
        var answer = RestResponse.ResponseBuilder.<ErrorBody>create(code.status())
                .entity(body)
                .type(MediaType.APPLICATION_JSON_TYPE);
        if (code == ErrorCode.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        refusal.retryAfter()
                .or(() -> code == ErrorCode.UNAVAILABLE ? Optional.of(LATER) : Optional.empty())
                .ifPresent(wait -> answer.header(
                        HttpHeaders.RETRY_AFTER,
                        Math.max(1, wait.plusMillis(999).toSeconds())));
        return answer.build();
    }

    static RestResponse<ErrorBody> invalid(String message) {
        return of(ApiException.of(ErrorCode.INVALID_REQUEST, message, Map.of()));
    }
}
