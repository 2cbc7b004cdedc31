package io.golden.dlq.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.FieldError;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code POST /dlq/{id}/resolve}.
 *
 * @param requeue whether the message is sent again; no unless given
 * @param data what is sent instead of the original payload: a string as it is, anything else as its JSON
 * @param subject where it is sent instead of its original subject
 * @param force send it again however many lives it has had
 */
record ResolveRequest(
        @NotBlank @Size(max = 2_000) String note,
        Optional<Boolean> requeue,

        @Schema(implementation = Object.class, description = "A string as it is, or any other JSON")
        Optional<JsonNode> data,

        Optional<String> subject,
        Optional<Boolean> force) {

    private static final int LONGEST_SUBJECT = 255;

    boolean wantsRequeue() {
        return requeue.orElse(false);
    }

    boolean takesForce() {
        return force.orElse(false);
    }

    /** Where the message is to go. */
    String subjectFor(DlqMessage message) {
        return subject.orElse(message.originalSubject());
    }

    /** The edited payload as text. */
    Optional<String> editedText() {
        return data.filter(node -> !node.isNull()).map(node -> node.isTextual() ? node.textValue() : node.toString());
    }

    /** Refuses with 422 what does not fit together. */
    void check() {
        var errors = new ArrayList<FieldError>();
        MessageFilter.faultOfText(note).ifPresent(fault -> errors.add(new FieldError("note", fault)));
        editedText().flatMap(MessageFilter::faultOfText).ifPresent(fault -> errors.add(new FieldError("data", fault)));
        if (!wantsRequeue() && editedText().isPresent()) {
            errors.add(new FieldError("data", "is only of use with requeue"));
        }
        if (!wantsRequeue() && subject.isPresent()) {
            errors.add(new FieldError("subject", "is only of use with requeue"));
        }
        subject.filter(text -> !isPublishable(text))
                .ifPresent(text -> errors.add(new FieldError(
                        "subject", "must be a subject without wildcards, and none of dead letters or of NATS itself")));
        if (!errors.isEmpty()) {
            throw ApiException.unprocessable(errors);
        }
    }

    private static boolean isPublishable(String subject) {
        return subject.length() <= LONGEST_SUBJECT
                && Subjects.isPublishable(subject)
                && MessageFilter.faultOfText(subject).isEmpty();
    }
}
