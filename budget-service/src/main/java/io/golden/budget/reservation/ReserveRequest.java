package io.golden.budget.reservation;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.golden.budget.Name;
import io.golden.commons.correlation.Correlation;
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

        @NotNull @Min(1) @Max(Tokens.MOST) @JsonAlias("tokens")
        Long estimatedTokens,

        @Name String requestId,
        @Name String agentId,
        @Size(max = 500) String purpose,
        @Min(1) @Max(Ttl.MOST_SECONDS) Integer ttlSeconds) {

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
