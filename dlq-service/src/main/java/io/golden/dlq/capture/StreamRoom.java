package io.golden.dlq.capture;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.nats.NatsConnection;
import io.golden.data.nats.StoredMessages;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps room in the stream of dead letters, which refuses when it is full: the oldest of those that have their rows are
 * let go. What has none is never touched, and a full stream of such refuses as it should.
 */
@ApplicationScoped
class StreamRoom {
    /** At some thousands a second the stream must not fill up in between. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String STREAM = "DLQ";
    private static final int LARGEST = 40_000;

    private final StoredMessages stored;
    private final NatsConnection nats;
    private final BackgroundWork background;
    private final int kept;
    private long forgottenUpTo;
    private Optional<BackgroundLoop> loop = Optional.empty();

    StreamRoom(StoredMessages stored, NatsConnection nats, BackgroundWork background, CaptureSettings settings) {
        this.stored = stored;
        this.nats = nats;
        this.background = background;
        this.kept = settings.keptInStream();
    }

    void check(@Observes @Priority(2) StartupEvent event) {
        if (kept < 0 || kept > LARGEST) {
            throw new InvalidConfiguration("DLQ_CAPTURE_KEPT_IN_STREAM", "a number from 0 to " + LARGEST);
        }
    }

    void start(@Observes StartupEvent event) {
        loop = Optional.of(BackgroundLoop.start("dlq-stream-room", INTERVAL, this::round));
    }

    void stop(@Observes ShutdownEvent event) {
        loop.ifPresent(BackgroundLoop::close);
    }

    private void round() {
        if (nats.ready().isEmpty()) {
            return;
        }
        long last = await(() -> stored.position(STREAM)).lastSequence();
        var capture = await(() -> stored.durable(STREAM, DeadLetterConsumer.DURABLE));
        long upTo = Math.min(
                last - kept, capture.map(StoredMessages.DurableState::ackFloor).orElse(0L));
        // Not for a handful; less than before is a stream that was put back.
        if (upTo > 0 && Math.abs(upTo - forgottenUpTo) > kept / 10) {
            await(() -> stored.forget(STREAM, upTo));
            forgottenUpTo = upTo;
        }
    }

    private <T> T await(Supplier<Uni<T>> work) {
        return background.await(Correlation.fresh(), TIMEOUT, work);
    }
}
