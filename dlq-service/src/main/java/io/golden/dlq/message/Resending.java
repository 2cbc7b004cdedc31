package io.golden.dlq.message;

import io.golden.commons.error.ApiException;
import io.golden.data.nats.DirectPublisher;
import io.golden.data.nats.DirectPublisher.Letter;
import io.golden.data.nats.StoredMessages;
import io.golden.data.outbox.MessageHeaders;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sends a message again, or finds that it was sent. */
@ApplicationScoped
public class Resending {
    private static final List<String> SENDER = List.of(MessageHeaders.SUBJECT, MessageHeaders.SUBJECT_ROLES);

    private final DirectPublisher publisher;
    private final StoredMessages stored;

    Resending(DirectPublisher publisher, StoredMessages stored) {
        this.publisher = publisher;
        this.stored = stored;
    }

    /** Where messages of the subject go; empty when no stream keeps them. */
    public Uni<Optional<StoredMessages.Position>> positionFor(String subject) {
        return stored.positionFor(subject);
    }

    /** Looks for what an attempt that died half-way may have sent; its sequence. */
    Uni<Optional<Long>> find(Requeue requeue) {
        return findAll(List.of(requeue)).map(found -> Optional.ofNullable(found.get(requeue.messageId())));
    }

    /** As {@link #find}, of many: the sequences of those that are there, by message. Each subject is read once. */
    public Uni<Map<Long, Long>> findAll(List<Requeue> requeues) {
        var bySubject = requeues.stream().collect(Collectors.groupingBy(r -> new Address(r.stream(), r.subject())));
        return Multi.createFrom()
                .iterable(bySubject.entrySet())
                .onItem()
                .transformToUniAndConcatenate(group -> search(group.getKey(), group.getValue()))
                .onItem()
                .transformToIterable(Map::entrySet)
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Where requeues go. */
    private record Address(String stream, String subject) {}

    private Uni<Map<Long, Long>> search(Address address, List<Requeue> requeues) {
        var byId = requeues.stream().collect(Collectors.toMap(Requeue::msgId, Requeue::messageId));
        long after = requeues.stream().mapToLong(Requeue::afterSeq).min().orElseThrow();
        return stored.sequences(address.stream(), address.subject(), after + 1, byId.keySet())
                .map(found -> found.entrySet().stream()
                        .collect(Collectors.toMap(one -> byId.get(one.getKey()), Map.Entry::getValue)));
    }

    /** Completes with its sequence when the stream has acknowledged it. */
    Uni<Long> send(DlqMessage message, Requeue requeue, Optional<String> token) {
        return publisher
                .publish(letter(message, requeue, token))
                .map(DirectPublisher.Receipt::sequence)
                .onFailure(ApiException.class)
                .transform(refusal -> withHint((ApiException) refusal, requeue.subject()));
    }

    /** NATS tells the connection, not the sender, that it may not publish somewhere: all he sees is that no answer comes. */
    private static ApiException withHint(ApiException refusal, String subject) {
        return refusal.retryAfter()
                .map(wait -> ApiException.unavailable(
                        "%s. If this stays so, dlq-service may lack the right to publish to %s"
                                .formatted(refusal.getMessage(), subject),
                        wait))
                .orElse(refusal);
    }

    /** Completes with the sequences of those that the stream has acknowledged. */
    public Uni<List<Optional<Long>>> sendAll(
            List<DlqMessage> messages, List<Requeue> requeues, Optional<String> token) {
        var letters = IntStream.range(0, messages.size())
                .mapToObj(i -> letter(messages.get(i), requeues.get(i), token))
                .toList();
        return publisher
                .publishAll(letters)
                .map(receipts -> receipts.stream()
                        .map(receipt -> receipt.map(DirectPublisher.Receipt::sequence))
                        .toList());
    }

    private static Letter letter(DlqMessage message, Requeue requeue, Optional<String> token) {
        var vouching = token.filter(_ -> requeue.vouches(message));
        return new Letter(
                requeue.subject(),
                requeue.msgId(),
                headers(message, vouching),
                requeue.payload(message).bytes());
    }

    /**
     * The original headers; the id stays, so that work that was done but never acknowledged is not done twice. The first
     * sender is named only with a token: without one the name proves nothing, and is not for others to read.
     */
    static Map<String, List<String>> headers(DlqMessage message, Optional<String> token) {
        var headers = new TreeMap<String, List<String>>();
        message.headers().forEach((name, values) -> {
            if (!name.startsWith("Nats-") && !isOurs(name)) {
                headers.put(name, printable(values));
            }
        });
        headers.putIfAbsent(
                MessageHeaders.MESSAGE_ID,
                List.of(message.origin().stream() + ":" + message.origin().streamSeq()));
        headers.put(MessageHeaders.REQUEUES, List.of(Integer.toString(message.lives())));
        headers.put(MessageHeaders.TENANT, List.of(printable(message.tenantId())));
        token.ifPresent(own -> {
            headers.put(MessageHeaders.TOKEN, List.of(own));
            SENDER.forEach(name -> Optional.ofNullable(message.headers().get(name))
                    .ifPresent(values -> headers.put(name, printable(values))));
        });
        return headers;
    }

    private static boolean isOurs(String name) {
        return name.equalsIgnoreCase(MessageHeaders.TOKEN)
                || name.equalsIgnoreCase(MessageHeaders.TENANT)
                || SENDER.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static List<String> printable(List<String> values) {
        return values.stream().map(Resending::printable).toList();
    }

    /** What NATS carries in a header; a tab is part of it. */
    private static String printable(String value) {
        return value.replaceAll("[^\\t\\x20-\\x7e]", "?");
    }
}
