package io.golden.dlq.capture;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.nats.NatsConnection;
import io.golden.data.nats.StoredMessages;
import io.golden.data.nats.StoredMessages.DurableState;
import io.golden.data.sql.Transactions;
import io.golden.dlq.letter.DeadLetter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Finds deaths that neither a dead letter nor an advisory told of. NATS sends the advisory of a message that is out of
 * deliveries only when somebody pulls again: of a consumer whose process is gone for good nobody would ever hear.
 */
@ApplicationScoped
class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Messages of one durable looked at in one round; what lies behind is looked at when these are settled. */
    private static final int MOST = 1_000;

    private final StoredMessages stored;
    private final SilentDeaths deaths;
    private final Capture capture;
    private final Transactions transactions;
    private final BackgroundWork background;
    private final NatsConnection nats;
    private final ReconcilerSettings settings;
    private final AtomicLong undecided = new AtomicLong();
    private Map<String, Seen> seen = new HashMap<>();
    private Optional<BackgroundLoop> loop = Optional.empty();

    Reconciler(
            StoredMessages stored,
            SilentDeaths deaths,
            Capture capture,
            Transactions transactions,
            BackgroundWork background,
            NatsConnection nats,
            ReconcilerSettings settings,
            MeterRegistry meters) {
        this.stored = stored;
        this.deaths = deaths;
        this.capture = capture;
        this.transactions = transactions;
        this.background = background;
        this.nats = nats;
        this.settings = settings;
        meters.gauge("dlq_stuck_messages", undecided);
    }

    /** A state, and since when it stands (of the clock that nobody moves). */
    private record Seen(DurableState state, long sinceNanos) {}

    void start(@Observes StartupEvent event) {
        loop = Optional.of(BackgroundLoop.start("dlq-reconciler", settings.interval(), this::round));
    }

    void stop(@Observes ShutdownEvent event) {
        loop.ifPresent(BackgroundLoop::close);
    }

    private void round() {
        try {
            if (nats.awaitReady(PATIENCE).isPresent()) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        var now = new HashMap<String, Seen>();
        long stuck = 0;
        for (var stream : await(stored::streams)) {
            if (!SilentDeaths.OWN.contains(stream)) {
                for (var durable : await(() -> stored.durables(stream))) {
                    var key = stream + " " + durable.durable();
                    var before = Optional.ofNullable(seen.get(key)).filter(s -> s.state.equals(durable));
                    var entry = before.orElseGet(() -> new Seen(durable, System.nanoTime()));
                    now.put(key, entry);
                    if (isSuspicious(entry)) {
                        stuck += settled(durable);
                    }
                }
            }
        }
        seen = now;
        undecided.set(stuck);
    }

    private static boolean isSuspicious(Seen entry) {
        var durable = entry.state;
        return durable.maxDeliver() > 0
                && durable.ackPending() + durable.redelivered() > 0
                && System.nanoTime() - entry.sinceNanos > durable.ackWait().toNanos();
    }

    /** As {@link #settle}: what goes wrong with one durable is no reason to forget the others. */
    private long settled(DurableState durable) {
        try {
            return settle(durable);
        } catch (RuntimeException e) {
            if (nats.ready().isEmpty()) {
                throw e;
            }
            LOG.warnf(e, "%s on %s could not be looked at", durable.durable(), durable.stream());
            return 0;
        }
    }

    /** Returns how many messages are stuck without being dead for certain. */
    private long settle(DurableState durable) {
        var present = present(durable);
        var suspects = Suspects.of(durable, present, captured(durable));
        var letters = new ArrayList<DeadLetter>();
        for (var seq : suspects.dead()) {
            letters.add(await(() -> deaths.letter(origin(durable, seq), cause(durable))));
        }
        suspects.lost()
                .forEach(seq -> letters.add(SilentDeaths.lost(origin(durable, seq), (int) durable.maxDeliver())));
        if (!letters.isEmpty()) {
            LOG.warnf(
                    "%d messages of %s on %s died and nobody told: stored",
                    letters.size(), durable.durable(), durable.stream());
            await(() -> capture.store(letters));
        }
        if (suspects.undecided() > 0) {
            LOG.warnf(
                    "%d messages of %s on %s are stuck: nobody pulls, and they have deliveries left",
                    suspects.undecided(), durable.durable(), durable.stream());
        }
        return suspects.undecided();
    }

    private static DeadLetter.Origin origin(DurableState durable, long seq) {
        return new DeadLetter.Origin(durable.stream(), durable.durable(), seq);
    }

    private static SilentDeaths.Cause cause(DurableState durable) {
        return new SilentDeaths.Cause(
                DeadLetter.MAX_DELIVERIES, "The consumer used up its deliveries, left no dead letter and is gone", (int)
                        durable.maxDeliver());
    }

    private List<Long> present(DurableState durable) {
        var found = new ArrayList<Long>();
        long from = durable.ackFloor() + 1;
        while (from <= durable.delivered() && found.size() < MOST) {
            long start = from;
            var next = await(() -> stored.next(durable.stream(), durable.filter(), start));
            if (next.isEmpty() || next.get().streamSeq() > durable.delivered()) {
                break;
            }
            found.add(next.get().streamSeq());
            from = next.get().streamSeq() + 1;
        }
        return found;
    }

    private Set<Long> captured(DurableState durable) {
        var sql = """
                select distinct stream_seq
                from dlq_messages
                where stream = $1 and consumer = $2 and stream_seq > $3 and stream_seq <= $4
                """;
        return await(() -> transactions.run(tx -> tx.preparedQuery(sql)
                .execute(Tuple.of(durable.stream(), durable.durable(), durable.ackFloor(), durable.delivered()))
                .map(rows -> {
                    var sequences = new HashSet<Long>();
                    rows.forEach(row -> sequences.add(row.getLong(0)));
                    return sequences;
                })));
    }

    private <T> T await(Supplier<Uni<T>> work) {
        return background.await(Correlation.fresh(), PATIENCE, work);
    }
}
