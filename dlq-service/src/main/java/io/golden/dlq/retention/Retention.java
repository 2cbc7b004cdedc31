package io.golden.dlq.retention;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Deletes resolved messages, finished redrives and empty groups in bounded batches; unresolved ones stay for ever. */
@ApplicationScoped
class Retention {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int BATCH = 1_000;
    /** The streams keep messages for seven days: until then a death may be told once more. */
    private static final Duration LEAST = Duration.ofDays(8);

    /** $1: seconds. Each deletes a batch. */
    private static final List<String> FORGET = List.of("""
            delete from dlq_messages where id in (
                select id from dlq_messages
                where resolved and resolved_at < now() - $1 * interval '1 second'
                order by resolved_at limit 1000 for update skip locked)
            """, """
            delete from dlq_redrives where id in (
                select id from dlq_redrives
                where finished_at < now() - $1 * interval '1 second'
                order by created_at limit 10 for update skip locked)
            """, """
            delete from dlq_groups g
            where id in (
                    select id from dlq_groups
                    where unresolved = 0 and last_seen < now() - $1 * interval '1 second'
                    limit 1000 for update skip locked)
                and not exists (select from dlq_messages m where m.group_id = g.id)
            """);

    private final Transactions transactions;
    private final BackgroundWork background;
    private final RetentionSettings settings;
    private Optional<BackgroundLoop> loop = Optional.empty();

    Retention(Transactions transactions, BackgroundWork background, RetentionSettings settings) {
        this.transactions = transactions;
        this.background = background;
        this.settings = settings;
    }

    void check(@Observes @Priority(2) StartupEvent event) {
        if (settings.resolved().compareTo(LEAST) < 0) {
            throw new InvalidConfiguration("DLQ_RETENTION_RESOLVED", "a time of 192h or more, such as 720h");
        }
    }

    void start(@Observes StartupEvent event) {
        loop = Optional.of(BackgroundLoop.start("dlq-retention", INTERVAL, this::round));
    }

    void stop(@Observes ShutdownEvent event) {
        loop.ifPresent(BackgroundLoop::close);
    }

    void round() {
        for (var sql : FORGET) {
            while (forget(sql) == BATCH) {}
        }
    }

    private int forget(String sql) {
        return background.await(
                Correlation.fresh(),
                TIMEOUT,
                () -> transactions.run(tx -> tx.preparedQuery(sql)
                        .execute(Tuple.of((double) settings.resolved().toSeconds()))
                        .map(rows -> rows.rowCount())));
    }
}
