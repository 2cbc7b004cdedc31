package io.golden.dlq.message;

import io.golden.data.consumer.RawMessage;
import io.golden.data.nats.DirectPublisher;
import io.golden.data.nats.StoredMessages;
import io.golden.data.outbox.MessageHeaders;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sends a message again, or finds that it was sent. */
@ApplicationScoped
class Resending {
    private final DirectPublisher publisher;
    private final StoredMessages stored;

    Resending(DirectPublisher publisher, StoredMessages stored) {
        this.publisher = publisher;
        this.stored = stored;
    }

    /** Where messages of the subject go; empty when no stream keeps them. */
    Uni<Optional<StoredMessages.Position>> positionFor(String subject) {
        return stored.positionFor(subject);
    }

    /** Looks for what an attempt that died half-way may have sent; its sequence. */
    Uni<Optional<Long>> find(Requeue requeue) {
        return findFrom(requeue, requeue.afterSeq() + 1);
    }

    private Uni<Optional<Long>> findFrom(Requeue requeue, long sequence) {
        return stored.next(requeue.stream(), requeue.subject(), sequence).chain(found -> {
            if (found.isEmpty() || isIt(found.get(), requeue)) {
                return Uni.createFrom().item(found.map(RawMessage::streamSeq));
            }
            return findFrom(requeue, found.get().streamSeq() + 1);
        });
    }

    private static boolean isIt(RawMessage message, Requeue requeue) {
        return message.headers()
                .getOrDefault(MessageHeaders.NATS_MESSAGE_ID, List.of())
                .contains(requeue.msgId());
    }

    /** Completes with its sequence when the stream has acknowledged it. */
    Uni<Long> send(DlqMessage message, Requeue requeue, Optional<String> token) {
        return publisher
                .publish(
                        requeue.subject(),
                        requeue.msgId(),
                        headers(message, token),
                        requeue.payload(message).bytes())
                .map(DirectPublisher.Receipt::sequence);
    }

    /** The original headers; the id stays, so that work that was done but never acknowledged is not done twice. */
    static Map<String, String> headers(DlqMessage message, Optional<String> token) {
        var headers = new TreeMap<String, String>();
        message.headers().forEach((name, values) -> {
            if (!name.startsWith("Nats-")) {
                values.stream().findFirst().ifPresent(value -> headers.put(name, printable(value)));
            }
        });
        headers.putIfAbsent(
                MessageHeaders.MESSAGE_ID,
                message.origin().stream() + ":" + message.origin().streamSeq());
        headers.put(MessageHeaders.REQUEUES, Integer.toString(message.requeues() + 1));
        token.ifPresent(own -> headers.put(MessageHeaders.TOKEN, own));
        return headers;
    }

    private static String printable(String value) {
        return value.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
