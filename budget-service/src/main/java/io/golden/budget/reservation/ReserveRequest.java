package io.golden.budget.reservation;

import io.golden.budget.Name;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.http.Idempotency;
import io.golden.commons.ids.Ids;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/** {@code POST /budget/request}. {@code tokens} is another name for {@code estimated_tokens}. */
record ReserveRequest(
        @NotNull @Name String tenantId,
        @NotNull @Name String projectId,
        @NotNull @Name String taskId,
        @NotNull @Name String model,

        @NotNull @Min(1) @Max(Tokens.MOST) Long estimatedTokens,

        Long tokens,
        @Name String requestId,
        @Name String agentId,
        @Size(max = 500) String purpose,
        @Min(1) @Max(Ttl.MOST_SECONDS) Integer ttlSeconds) {

    ReserveRequest {
        estimatedTokens = estimatedTokens == null ? tokens : estimatedTokens;
    }

    /** Refuses two names of one thing that say two things: one of them would be ignored without a word. */
    void check(String idempotencyKey) {
        if (tokens != null && !tokens.equals(estimatedTokens)) {
            throw ApiException.unprocessable(
                    "tokens", "is another name for estimated_tokens: send one of them, or the same in both");
        }
        if (idempotencyKey == null) {
            return;
        }
        Idempotency.check(idempotencyKey);
        if (requestId != null && !requestId.equals(idempotencyKey)) {
            throw ApiException.of(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "The Idempotency-Key is another name for request_id: send one of them, or the same in both");
        }
    }

    /**
     * @param idempotencyKey another name for {@code request_id}
     * @param agentId whom the tokens are for: an agent asks for itself only
     */
    Reservation asked(Optional<String> idempotencyKey, String agentId, String holder) {
        var id = Ids.next();
        return new Reservation(
                id,
                tenantId,
                projectId,
                taskId,
                model,
                agentId,
                purpose == null ? "" : purpose.replace("\0", ""),
                Optional.ofNullable(requestId).or(() -> idempotencyKey).orElseGet(id::toString),
                holder,
                estimatedTokens,
                ttlSeconds == null ? Ttl.DEFAULT_SECONDS : ttlSeconds,
                Correlation.current());
    }
}
