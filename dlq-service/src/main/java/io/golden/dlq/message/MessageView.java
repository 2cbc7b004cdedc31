package io.golden.dlq.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A message, all of it.
 *
 * @param previousId the row of its life before
 * @param requeue what was sent again, when it was or is about to be
 * @param history what happened to it in all its lives, oldest first
 */
record MessageView(
        long id,
        String originalSubject,
        String data,
        String dataEncoding,
        Map<String, List<String>> headers,
        String errorType,
        String error,
        int attempts,
        String stream,
        String consumer,
        long streamSeq,
        String tenantId,
        Instant createdAt,
        boolean resolved,
        Optional<Instant> resolvedAt,
        Optional<String> resolvedBy,
        Optional<String> resolution,
        Optional<String> resolutionNotes,
        int requeues,
        Optional<Long> previousId,
        Optional<Sent> requeue,
        List<Event> history) {

    /**
     * What was sent again.
     *
     * @param data what was sent instead of the original
     * @param changes JSON pointers to what differs from the original, as the audit log has them; none when it was sent as it was
     * @param difference the same with the values
     * @param redriveId the job that sent it
     */
    record Sent(
            String subject,
            String stream,
            Optional<String> data,
            List<String> changes,
            List<Changes.Change> difference,
            Optional<UUID> redriveId) {
        static Sent of(DlqMessage message, Requeue requeue) {
            return new Sent(
                    requeue.subject(),
                    requeue.stream(),
                    requeue.edited(),
                    requeue.changes(),
                    requeue.edited()
                            .map(text -> Changes.difference(message.payload(), text))
                            .orElse(List.of()),
                    requeue.redrive());
        }
    }

    /** @param event {@code captured requeued closed} */
    record Event(Instant at, String event, long messageId, Optional<String> by, Optional<String> note) {}

    static MessageView of(DlqMessage message, Optional<Requeue> requeue, List<DlqMessage> lives) {
        var end = message.resolution();
        return new MessageView(
                message.id(),
                message.originalSubject(),
                message.payload().data(),
                message.payload().encoding().wire(),
                message.headers(),
                message.errorType(),
                message.error(),
                message.errorCount(),
                message.origin().stream(),
                message.origin().consumer(),
                message.origin().streamSeq(),
                message.tenantId(),
                message.createdAt(),
                end.isPresent(),
                end.map(DlqMessage.Resolution::at),
                end.map(DlqMessage.Resolution::by),
                end.map(DlqMessage.Resolution::kind),
                end.map(DlqMessage.Resolution::note),
                message.requeues(),
                message.previousId(),
                requeue.map(r -> Sent.of(message, r)),
                lives.stream().flatMap(MessageView::events).toList());
    }

    private static Stream<Event> events(DlqMessage life) {
        var captured = new Event(life.createdAt(), "captured", life.id(), Optional.empty(), Optional.empty());
        return Stream.concat(
                Stream.of(captured),
                life.resolution().stream()
                        .map(r -> new Event(r.at(), r.kind(), life.id(), Optional.of(r.by()), Optional.of(r.note()))));
    }
}
