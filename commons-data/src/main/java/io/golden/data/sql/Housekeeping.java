package io.golden.data.sql;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/** Makes partitions ahead and forgets what is old, in bounded batches; harmless to run in every replica. */
@ApplicationScoped
class Housekeeping {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int BATCH = 1_000;

    /** A dead letter may be sent again weeks after its work was done: until then its id must be known. */
    private static final String FORGET_INBOX = """
            delete from inbox where ctid in (
              select ctid from inbox where handled_at < now() - interval '30 days'
              limit 1000 for update skip locked)
            """;

    private static final String FORGET_KEYS = """
            delete from idempotency_keys where ctid in (
              select ctid from idempotency_keys where created_at < now() - interval '24 hours'
              limit 1000 for update skip locked)
            """;

    private final Pool pool;
    private final BackgroundWork background;
    private BackgroundLoop loop;

    Housekeeping(Pool pool, BackgroundWork background) {
        this.pool = pool;
        this.background = background;
    }

    void start(@Observes @Priority(300) StartupEvent event) {
        loop = BackgroundLoop.start("housekeeping", INTERVAL, this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    void round() {
        run("select maintain_outbox()");
        run("select audit.maintain_audit_log()");
        for (var sql : List.of(FORGET_INBOX, FORGET_KEYS)) {
            while (run(sql) == BATCH) {}
        }
    }

    private int run(String sql) {
        return background.await(Correlation.fresh(), TIMEOUT, () -> {
            Uni<Integer> rows = pool.query(sql).execute().map(result -> result.rowCount());
            return rows;
        });
    }
}
