package io.golden.dlq.capture;

import io.golden.data.consumer.RawConsumer;
import io.golden.data.consumer.RawMessage;
import io.golden.data.nats.StoredMessages;
import io.golden.dlq.letter.DeadLetter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Deaths without a word: NATS itself tells of them. */
@ApplicationScoped
class AdvisoryConsumer implements RawConsumer {
    private static final Logger LOG = Logger.getLogger(AdvisoryConsumer.class);
    private static final int AT_ONCE = 16;

    private final AdvisoryReader reader;
    private final Capture capture;
    private final StoredMessages stored;

    AdvisoryConsumer(AdvisoryReader reader, Capture capture, StoredMessages stored) {
        this.reader = reader;
        this.capture = capture;
        this.stored = stored;
    }

    @Override
    public Spec spec() {
        return new Spec("ADVISORIES", "dlq-advisories", Optional.empty(), 64);
    }

    @Override
    public Uni<Void> handle(List<RawMessage> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUni(reader::read)
                .merge(AT_ONCE)
                .filter(Optional::isPresent)
                .<DeadLetter>map(Optional::get)
                .collect()
                .asList()
                .chain(letters -> capture.store(letters).chain(() -> deleteFromWorkQueues(letters)));
    }

    /** Only what is stored: of a work queue the row is the one copy from now on. */
    private Uni<Void> deleteFromWorkQueues(List<DeadLetter> letters) {
        var byStream = letters.stream()
                .filter(letter -> !letter.errorType().equals(DeadLetter.LOST))
                .map(DeadLetter::origin)
                .collect(Collectors.groupingBy(
                        DeadLetter.Origin::stream,
                        Collectors.mapping(DeadLetter.Origin::streamSeq, Collectors.toList())));
        return Multi.createFrom()
                .iterable(byStream.entrySet())
                .onItem()
                .transformToUniAndConcatenate(of -> stored.deleteFromWorkQueue(of.getKey(), of.getValue())
                        .onFailure()
                        .invoke(e -> LOG.warnf("not deleted from %s, though stored: %s", of.getKey(), e.getMessage()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
