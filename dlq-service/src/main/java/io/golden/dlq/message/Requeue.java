package io.golden.dlq.message;

import io.golden.data.nats.StoredMessages.Position;
import io.golden.dlq.letter.Payload;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of {@code dlq_requeues}: what is to be sent, written down before it is.
 *
 * @param msgId {@code Nats-Msg-Id}
 * @param afterSeq the last sequence of the stream before it was sent
 * @param edited the payload that is sent instead of the original
 * @param changes where it differs
 * @param redrive the job that sends it
 */
public record Requeue(
        long messageId,
        String msgId,
        String subject,
        String stream,
        long afterSeq,
        Optional<String> edited,
        List<String> changes,
        Optional<UUID> redrive) {

    static Requeue plan(DlqMessage message, ResolveRequest request, String subject, Position position) {
        return new Requeue(
                message.id(),
                "requeue:%d:%d".formatted(message.id(), message.lives()),
                subject,
                position.stream(),
                position.lastSequence(),
                request.editedText(),
                request.editedText()
                        .map(text -> Changes.between(message.payload(), text))
                        .orElse(List.of()),
                Optional.empty());
    }

    /** Sends the message as it is, where it came from. */
    public static Requeue plain(DlqMessage message, Position position, UUID redrive) {
        return new Requeue(
                message.id(),
                "requeue:%d:%d".formatted(message.id(), message.lives()),
                message.originalSubject(),
                position.stream(),
                position.lastSequence(),
                Optional.empty(),
                List.of(),
                Optional.of(redrive));
    }

    /**
     * Whether dlq-service says who sent it first, with its own token: only where it came from, and only where agents are
     * listened to. Anywhere else the token would be handed to whoever reads there.
     */
    public boolean vouches(DlqMessage message) {
        return message.hasSender() && subject.equals(message.originalSubject()) && Subjects.isOfAgents(subject);
    }

    Payload payload(DlqMessage message) {
        return edited.map(Payload::ofText).orElse(message.payload());
    }
}
