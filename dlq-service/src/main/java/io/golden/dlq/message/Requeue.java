package io.golden.dlq.message;

import io.golden.data.nats.StoredMessages.Position;
import io.golden.dlq.letter.Payload;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code dlq_requeues}: what is to be sent, written down before it is.
 *
 * @param msgId {@code Nats-Msg-Id}
 * @param afterSeq the last sequence of the stream before it was sent
 * @param edited the payload that is sent instead of the original
 * @param changes where it differs
 */
record Requeue(
        long messageId,
        String msgId,
        String subject,
        String stream,
        long afterSeq,
        Optional<String> edited,
        List<String> changes) {

    static Requeue plan(DlqMessage message, ResolveRequest request, String subject, Position position) {
        return new Requeue(
                message.id(),
                "requeue:%d:%d".formatted(message.id(), message.requeues() + 1),
                subject,
                position.stream(),
                position.lastSequence(),
                request.editedText(),
                request.editedText()
                        .map(text -> Changes.between(message.payload(), text))
                        .orElse(List.of()));
    }

    Payload payload(DlqMessage message) {
        return edited.map(Payload::ofText).orElse(message.payload());
    }
}
