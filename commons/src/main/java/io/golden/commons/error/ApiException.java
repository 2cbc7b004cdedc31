package io.golden.commons.error;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A refusal that reaches the caller as the error envelope. The message is safe to show; a cause goes to the log only. */
public final class ApiException extends RuntimeException {
    private final ErrorCode code;
    private final transient Map<String, Object> details;
    private final transient Optional<Duration> retryAfter;

    private ApiException(ErrorCode code, String message, Map<String, Object> details, Optional<Duration> retryAfter) {
        super(message, null, true, false);
        this.code = code;
        this.details = Map.copyOf(details);
        this.retryAfter = retryAfter;
    }

    public static ApiException of(ErrorCode code, String message) {
        return new ApiException(code, message, Map.of(), Optional.empty());
    }

    public static ApiException of(ErrorCode code, String message, Map<String, Object> details) {
        return new ApiException(code, message, details, Optional.empty());
    }

    /** 404 {@code resource.not_found}; {@code what} is a noun with its id, such as {@code "Task 0190…"}. */
    public static ApiException notFound(String what) {
        return of(ErrorCode.NOT_FOUND, what + " not found");
    }

    /** 422 with one failing field. */
    public static ApiException unprocessable(String field, String rule) {
        return unprocessable(List.of(new FieldError(field, rule)));
    }

    /** 422 with every failing field at once. */
    public static ApiException unprocessable(List<FieldError> errors) {
        var first = errors.getFirst();
        return of(
                ErrorCode.UNPROCESSABLE, first.field() + ": " + first.message(), Map.of("errors", List.copyOf(errors)));
    }

    /** 503 with {@code Retry-After}. */
    public static ApiException unavailable(String message, Duration retryAfter) {
        return new ApiException(ErrorCode.UNAVAILABLE, message, Map.of(), Optional.of(retryAfter));
    }

    /** 429 with {@code Retry-After}. */
    public static ApiException rateLimited(String message, Duration retryAfter) {
        return new ApiException(ErrorCode.RATE_LIMITED, message, Map.of(), Optional.of(retryAfter));
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
