package io.golden.commons.revocation;

import io.golden.commons.wire.RevocationList;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Follows the list of revocations, twice a second, for as long as the process lives. While its source is away what is
 * known stays; afterwards the whole list is read again, since it may come from a database that was restored.
 */
@Singleton
public final class RevocationFeed {
    private static final Logger LOG = Logger.getLogger(RevocationFeed.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int BEFORE_CONSUMERS = 150;

    private final RevocationSource source;
    private final RevokedTokens revoked;
    private final AtomicReference<Uni<Void>> underWay = new AtomicReference<>();
    private volatile String cursor = RevocationSource.FROM_THE_BEGINNING;
    private volatile boolean failing;
    private volatile boolean stopped;

    @Inject
    RevocationFeed(RevocationSource source, RevokedTokens revoked) {
        this.source = source;
        this.revoked = revoked;
    }

    void start(@Observes @Priority(BEFORE_CONSUMERS) StartupEvent event) {
        follow();
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    /**
     * Reads what is new; completes when it is known here. What was committed before the call is in it, or the call
     * fails.
     */
    public Uni<Void> catchUp() {
        // A reading under way may have begun before the commit: what counts is one that begins after it.
        var running = underWay.get();
        return running == null ? read() : running.onFailure().recoverWithNull().chain(this::read);
    }

    private void follow() {
        long began = System.nanoTime();
        read().subscribe().with(_ -> again(began), _ -> again(began));
    }

    private void again(long began) {
        if (stopped) {
            return;
        }
        var pause = INTERVAL.minusNanos(System.nanoTime() - began);
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause.isPositive() ? pause : Duration.ofMillis(1))
                .subscribe()
                .with(_ -> {
                    if (!stopped) {
                        follow();
                    }
                });
    }

    /** Reads to the end of the list; whoever asks while that is under way shares it. */
    private Uni<Void> read() {
        var mine = Uni.createFrom()
                .deferred(this::readAll)
                .onItemOrFailure()
                .invoke((_, failure) -> finished(failure))
                .onTermination()
                .invoke(() -> underWay.set(null))
                .memoize()
                .indefinitely();
        return underWay.updateAndGet(other -> other == null ? mine : other);
    }

    private Uni<Void> readAll() {
        return Uni.createFrom()
                .deferred(() -> source.since(cursor))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .invoke(this::take)
                .repeat()
                .whilst(RevocationList::more)
                .onItem()
                .ignoreAsUni();
    }

    private void take(RevocationList list) {
        list.revocations().forEach(revoked::add);
        cursor = list.next();
    }

    /** A failure that goes on is one line, and its end another. */
    private void finished(Throwable failure) {
        if (failure == null) {
            revoked.forgetExpired();
            revoked.isComplete();
            if (failing) {
                LOG.info("Revocations are followed again");
            }
        } else {
            cursor = RevocationSource.FROM_THE_BEGINNING;
            if (!failing && revoked.complete().isDone()) {
                LOG.warnf("Revocations cannot be followed, those that are known go on: %s", failure.getMessage());
            }
        }
        failing = failure != null;
    }
}
