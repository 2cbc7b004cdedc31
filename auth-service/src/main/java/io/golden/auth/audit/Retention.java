package io.golden.auth.audit;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.background.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jboss.logging.Logger;

/** Drops months that are old enough, whole; what their seals say of them stays. */
@Singleton
final class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    /** The database refuses to drop what is younger. */
    private static final int FEWEST_DAYS = 31;

    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Database database;
    private final DropStore drops;
    private final SealStore seals;
    private final SealKeys keys;
    private final Audit audit;
    private final Duration kept;
    private BackgroundLoop loop;

    Retention(Database database, DropStore drops, SealStore seals, SealKeys keys, Audit audit, AuditConfig config) {
        this.database = database;
        this.drops = drops;
        this.seals = seals;
        this.keys = keys;
        this.audit = audit;
        if (config.retentionDays() < FEWEST_DAYS) {
            throw new InvalidConfiguration("AUDIT_RETENTION_DAYS", "a number of days, at least " + FEWEST_DAYS);
        }
        this.kept = Duration.ofDays(config.retentionDays());
    }

    void start(@Observes @Priority(320) StartupEvent event) {
        loop = BackgroundLoop.start("audit retention", INTERVAL, this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    /** A month with rows that are not sealed yet, or that somebody reads, is left for the next round. */
    void round() {
        var now = database.run(seals::now).time();
        for (var month : database.run(tx -> drops.expired(tx, now.minus(kept)))) {
            drop(month, now);
        }
    }

    private void drop(Drop.Partition month, Instant now) {
        var drop = Drop.of(month, now, keys.ring().active());
        var done = database.run(tx -> drops.insert(tx, drop)
                .chain(mine -> mine
                        ? drop(tx, drop).replaceWith(true)
                        : Uni.createFrom().item(false)));
        if (done) {
            LOG.infof("audit partition %s dropped, its seals are kept", month.name());
        }
    }

    private Uni<Void> drop(SqlConnection tx, Drop drop) {
        var details = Map.<String, Object>of(
                "from", drop.from().toString(), "until", drop.until().toString());
        var entry = new AuditEntry(
                "system", "system", "audit.retention.drop", "audit_partition", drop.partition(), details);
        return audit.append(tx, entry).chain(() -> drops.drop(tx, drop.partition()));
    }
}
