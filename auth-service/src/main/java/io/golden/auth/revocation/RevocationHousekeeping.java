package io.golden.auth.revocation;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Deletes revocations whose tokens have expired; harmless to run in every replica. */
@Singleton
final class RevocationHousekeeping {
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int BATCH = 1_000;

    private final Pool pool;
    private final BackgroundWork background;
    private BackgroundLoop loop;

    RevocationHousekeeping(Pool pool, BackgroundWork background) {
        this.pool = pool;
        this.background = background;
    }

    void start(@Observes @Priority(300) StartupEvent event) {
        loop = BackgroundLoop.start("revocation-housekeeping", INTERVAL, this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    void round() {
        while (deleted() == BATCH) {}
    }

    private int deleted() {
        return background.await(
                Correlation.fresh(), TIMEOUT, () -> pool.query("""
                        delete from revocations where ctid in (
                          select ctid from revocations where expires_at < now()
                          limit 1000 for update skip locked)""").execute().map(result -> result.rowCount()));
    }
}
