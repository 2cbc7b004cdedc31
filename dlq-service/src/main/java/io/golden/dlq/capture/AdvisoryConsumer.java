package io.golden.dlq.capture;

import io.golden.data.consumer.RawConsumer;
import io.golden.data.consumer.RawMessage;
import io.golden.dlq.letter.DeadLetter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Deaths without a word: NATS itself tells of them. */
@ApplicationScoped
class AdvisoryConsumer implements RawConsumer {
    private final AdvisoryReader reader;
    private final Capture capture;

    AdvisoryConsumer(AdvisoryReader reader, Capture capture) {
        this.reader = reader;
        this.capture = capture;
    }

    @Override
    public Spec spec() {
        return new Spec("ADVISORIES", "dlq-advisories", Optional.empty(), 16);
    }

    @Override
    public Uni<Void> handle(List<RawMessage> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(reader::read)
                .filter(Optional::isPresent)
                .<DeadLetter>map(Optional::get)
                .collect()
                .asList()
                .chain(capture::store);
    }
}
