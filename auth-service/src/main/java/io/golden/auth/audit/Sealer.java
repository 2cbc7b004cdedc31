package io.golden.auth.audit;

import io.golden.data.background.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Puts what was written under seals. Any number of replicas do it at once; the number of the seal decides. */
@Singleton
final class Sealer {
    private static final Logger LOG = Logger.getLogger(Sealer.class);

    private final Database database;
    private final SealStore seals;
    private final RowReader rows;
    private final SealKeys keys;
    private final ChainGuard guard;
    private final SealMetrics metrics;
    private final Duration interval;
    private BackgroundLoop loop;

    Sealer(
            Database database,
            SealStore seals,
            RowReader rows,
            SealKeys keys,
            ChainGuard guard,
            SealMetrics metrics,
            AuditConfig config) {
        this.database = database;
        this.seals = seals;
        this.rows = rows;
        this.keys = keys;
        this.guard = guard;
        this.metrics = metrics;
        this.interval = config.sealInterval();
    }

    void start(@Observes @Priority(310) StartupEvent event) {
        loop = BackgroundLoop.start("audit sealer", interval, this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    /** Seals all there is; ends early when another replica is at it. */
    void round() {
        guard.check();
        // Also when there is nothing to seal: a new JWT_SECRET must be taken up before the previous one is removed.
        keys.ring();
        while (sealNext()) {}
    }

    /** Makes one seal; true when there is more to do for this replica. */
    boolean sealNext() {
        var last = database.run(seals::last);
        // Before the rows are read: whoever ends later belongs to a later seal.
        var now = database.run(seals::now);
        var batch = new Batch(now.horizon());
        rows.forEach(last.horizon(), now.horizon(), batch::take);
        if (batch.rows().isEmpty()) {
            metrics.caughtUp();
            return false;
        }
        var seal = Seal.over(
                batch.rows(),
                last,
                batch.horizonAfter(last.horizon()),
                now.time(),
                keys.ring().active());
        if (!database.run(tx -> seals.insert(tx, seal))) {
            metrics.otherIsAtIt();
            return false;
        }
        LOG.info(seal.line());
        guard.made(seal);
        metrics.sealed(seal.rows());
        if (!batch.isFull()) {
            metrics.caughtUp();
        }
        return batch.isFull();
    }
}
