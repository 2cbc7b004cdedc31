package io.golden.dlq.capture;

import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.golden.data.sql.Transactions;
import io.golden.dlq.capture.LetterStore.Stored;
import io.golden.dlq.letter.DeadLetter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Stores dead letters with the events that they are worth, in one transaction. */
@ApplicationScoped
class Capture {
    private static final Logger LOG = Logger.getLogger(Capture.class);
    /** A human was called and did not hear it. */
    private static final String ESCALATION = "supervisor.escalation";

    private final Transactions transactions;
    private final LetterStore letters;
    private final Outbox outbox;
    private final CaptureMetrics metrics;

    Capture(Transactions transactions, LetterStore letters, Outbox outbox, CaptureMetrics metrics) {
        this.transactions = transactions;
        this.letters = letters;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /** Completes when all of them are stored, whether now or before. */
    Uni<Void> store(List<DeadLetter> captured) {
        if (captured.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transactions
                .run(tx -> letters.store(tx, captured).call(stored -> {
                    var events = stored.stream()
                            .filter(Stored::isNew)
                            .flatMap(s -> alarm(s).stream())
                            .toList();
                    return events.isEmpty() ? Uni.createFrom().voidItem() : outbox.appendAll(tx, events);
                }))
                .invoke(this::tell)
                .replaceWithVoid();
    }

    private void tell(List<Stored> stored) {
        var fresh = stored.stream().filter(Stored::isNew).toList();
        fresh.stream()
                .collect(Collectors.groupingBy(Stored::subjectPattern, Collectors.counting()))
                .forEach(metrics::captured);
        fresh.forEach(Capture::alarmInLog);
    }

    private static Optional<OutgoingMessage> alarm(Stored stored) {
        var letter = stored.letter();
        if (letter.originalSubject().equals(ESCALATION)) {
            return Optional.of(event("critical", stored));
        }
        return letter.errorType().equals(DeadLetter.LOST) ? Optional.of(event("lost", stored)) : Optional.empty();
    }

    private static OutgoingMessage event(String verb, Stored stored) {
        var letter = stored.letter();
        return new OutgoingMessage(
                "event.dlq.message." + verb,
                "dlq.message." + verb,
                1,
                letter.tenant(),
                new MessageDied(
                        stored.id(),
                        letter.originalSubject(),
                        letter.errorType(),
                        letter.error(),
                        letter.origin().stream(),
                        letter.origin().consumer(),
                        letter.origin().streamSeq()));
    }

    private static void alarmInLog(Stored stored) {
        var letter = stored.letter();
        if (letter.originalSubject().equals(ESCALATION)) {
            LOG.errorf("CRITICAL: an escalation died: dlq message %d, %s", stored.id(), letter.error());
        } else if (letter.errorType().equals(DeadLetter.LOST)) {
            LOG.errorf(
                    "a message died and was lost: dlq message %d, stream %s sequence %d",
                    stored.id(), letter.origin().stream(), letter.origin().streamSeq());
        }
    }

    /** {@code event.dlq.message.critical} and {@code event.dlq.message.lost}. */
    @RegisterForReflection
    record MessageDied(
            long id,
            String originalSubject,
            String errorType,
            String error,
            String stream,
            String consumer,
            long streamSeq) {}
}
