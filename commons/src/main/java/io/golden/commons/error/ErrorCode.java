package io.golden.commons.error;

/** Every error code that a Golden service may answer with, and its HTTP status. The catalogue is {@code docs/errors.md}. */
public enum ErrorCode {
    INVALID_REQUEST(400, "validation.invalid_request"),
    INJECTION_DETECTED(400, "llm.injection_detected"),
    UNAUTHORIZED(401, "auth.unauthorized"),
    INVALID_CREDENTIALS(401, "auth.invalid_credentials"),
    FORBIDDEN(403, "auth.forbidden"),
    NOT_FOUND(404, "resource.not_found"),
    STATE_CONFLICT(409, "state.conflict"),
    IDEMPOTENCY_CONFLICT(409, "idempotency.conflict"),
    DLQ_ALREADY_RESOLVED(409, "dlq.already_resolved"),
    BUDGET_INSUFFICIENT(409, "budget.insufficient"),
    LEARNING_COOLDOWN(409, "learning.cooldown_active"),
    LEARNING_DAILY_LIMIT(409, "learning.daily_limit_reached"),
    METHOD_NOT_ALLOWED(405, "validation.method_not_allowed"),
    NOT_ACCEPTABLE(406, "validation.not_acceptable"),
    TOO_LARGE(413, "validation.too_large"),
    UNSUPPORTED_MEDIA_TYPE(415, "validation.unsupported_media_type"),
    UNPROCESSABLE(422, "validation.unprocessable_entity"),
    RATE_LIMITED(429, "rate_limit.exceeded"),
    INTERNAL(500, "internal.error"),
    UNAVAILABLE(503, "service.unavailable");

    private final int status;
    private final String code;

    ErrorCode(int status, String code) {
        this.status = status;
        this.code = code;
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The {@code error_code} on the wire. */
    public String code() {
        return code;
    }
}
