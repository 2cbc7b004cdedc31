package io.golden.peerhub.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Body of {@code POST /reviews}.
 *
 * @param contentHash names exactly what is judged; every vote must repeat it
 * @param content what the voters read, any JSON
 * @param quorum share of the weights that passes; 0.75 unless given
 * @param deadlineSeconds 180 unless given
 * @param authors who wrote the content and so may not vote
 * @param minVotes how many votes must have come; 1 unless given
 */
@RegisterForReflection
record OpenReview(
        @NotNull UUID taskId,
        Optional<@Pattern(regexp = NAME) String> tenantId,

        @NotBlank @Size(max = 200) @Pattern(regexp = "[\\x21-\\x7e]*", message = "must be visible ASCII")
        String contentHash,

        Optional<@Size(max = 10_000) String> summary,
        Optional<JsonNode> content,
        Optional<
                        @DecimalMin(value = "0", inclusive = false) @DecimalMax("1")
                        @Digits(integer = 1, fraction = 4, message = "must have at most four decimals") BigDecimal>
                quorum,
        Optional<@Min(1) @Max(86_400) Integer> deadlineSeconds,
        @NotEmpty @Size(max = 100) List<@NotNull @Valid NamedVoter> voters,
        Optional<@Size(max = 100) List<@NotNull @Pattern(regexp = NAME) String>> authors,
        Optional<@Size(max = 20) List<@NotNull @Pattern(regexp = NAME) String>> vetoRoles,
        Optional<Boolean> sealed,
        Optional<@Min(1) @Max(100) Integer> minVotes) {

    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,127}";

    /**
     * One voter.
     *
     * @param weight in ten-thousandths, before it is normalised; the role's default unless given
     */
    record NamedVoter(
            @NotNull @Pattern(regexp = NAME) String agentId,
            @NotNull @Pattern(regexp = NAME) String role,
            Optional<@Min(0) @Max(10_000) Integer> weight) {}
}
