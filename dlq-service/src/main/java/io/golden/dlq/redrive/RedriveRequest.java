package io.golden.dlq.redrive;

import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.FieldError;
import io.golden.dlq.message.MessageFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code POST /dlq/redrive}.
 *
 * @param filter which unresolved messages; {@code {}} is all of them
 * @param ratePerSecond 50 unless given; 0 is as fast as it goes
 * @param canary whether one message goes first and the rest waits for its fate; yes unless given
 * @param force also those that have had three lives
 */
record RedriveRequest(
        @NotNull @Valid Filter filter,
        @NotBlank @Size(max = 2_000) String note,
        Optional<@Min(0) @Max(100_000) Integer> ratePerSecond,
        Optional<Boolean> canary,
        Optional<Boolean> force) {

    static final int DEFAULT_RATE = 50;

    /** As the query parameters of the list; times as text, since a number would be taken for one as well. */
    @RegisterForReflection
    record Filter(
            Optional<@Size(min = 1, max = 255) String> subject,
            Optional<@Size(min = 1, max = 255) String> errorType,
            @Schema(format = "date-time") Optional<String> since,
            @Schema(format = "date-time") Optional<String> until) {
        MessageFilter of(Tenants tenants) {
            return MessageFilter.unresolved(tenants, subject, errorType, since, until);
        }
    }

    int rate() {
        return ratePerSecond.orElse(DEFAULT_RATE);
    }

    /** Refuses with 422 what PostgreSQL cannot store and what is no subject or no time. */
    void check() {
        var errors = new ArrayList<FieldError>();
        MessageFilter.faultOfText(note).ifPresent(fault -> errors.add(new FieldError("note", fault)));
        filter.subject()
                .flatMap(MessageFilter::faultOfSubject)
                .ifPresent(fault -> errors.add(new FieldError("filter.subject", fault)));
        filter.errorType()
                .flatMap(MessageFilter::faultOfText)
                .ifPresent(fault -> errors.add(new FieldError("filter.error_type", fault)));
        filter.since()
                .flatMap(MessageFilter::faultOfTime)
                .ifPresent(fault -> errors.add(new FieldError("filter.since", fault)));
        filter.until()
                .flatMap(MessageFilter::faultOfTime)
                .ifPresent(fault -> errors.add(new FieldError("filter.until", fault)));
        if (!errors.isEmpty()) {
            throw ApiException.unprocessable(errors);
        }
    }
}
