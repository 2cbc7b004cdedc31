package io.golden.auth.login;

import io.golden.auth.attempt.AttemptKey;
import io.golden.commons.correlation.Correlation;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * The audit of attempts that were refused before anybody looked at them. Each is written before it is answered, as long
 * as few come at once. Of a flood, which must not take the database's connections from those who are logged in, one row a
 * second and user and address says how many there were.
 */
@Singleton
final class RefusedAttempts {
    private static final Logger LOG = Logger.getLogger(RefusedAttempts.class);
    private static final int MOST_AT_ONCE = 2;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Semaphore writing = new Semaphore(MOST_AT_ONCE);
    private final RefusedTally tally = new RefusedTally();
    private final Transactions transactions;
    private final BackgroundWork background;
    private final Audit audit;
    private BackgroundLoop loop;

    RefusedAttempts(Transactions transactions, BackgroundWork background, Audit audit) {
        this.transactions = transactions;
        this.background = background;
        this.audit = audit;
    }

    void start(@Observes StartupEvent event) {
        loop = BackgroundLoop.start("refused-attempts", INTERVAL, this::flush);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
        try {
            flush();
        } catch (RuntimeException e) {
            LOG.warnf("Refused attempts of the last second are not in the audit: %s", e.getMessage());
        }
    }

    Uni<Void> record(String shownName, AttemptKey key) {
        if (!writing.tryAcquire()) {
            tally.count(shownName, key.address());
            return Uni.createFrom().voidItem();
        }
        return transactions
                .run(tx -> audit.append(tx, entry(shownName, Map.of("reason", "locked"))))
                .onTermination()
                .invoke(writing::release);
    }

    /** What cannot be written now is counted again. */
    void flush() {
        var refused = tally.take();
        if (refused.isEmpty()) {
            return;
        }
        try {
            background.await(
                    Correlation.fresh(), TIMEOUT, () -> transactions.run(tx -> audit.appendAll(tx, entries(refused))));
        } catch (RuntimeException e) {
            refused.forEach(tally::putBack);
            throw e;
        }
    }

    private static List<AuditEntry> entries(List<RefusedTally.Refused> refused) {
        var entries = new ArrayList<AuditEntry>();
        for (var many : refused) {
            entries.add(entry(
                    many.username(),
                    Map.of(
                            "reason",
                            "locked",
                            "times",
                            many.times(),
                            "source_ip",
                            many.address(),
                            "first_at",
                            many.first().toString(),
                            "last_at",
                            many.last().toString())));
        }
        return entries;
    }

    private static AuditEntry entry(String username, Map<String, Object> details) {
        return new AuditEntry(username, "anonymous", "auth.login.fail", "user", username, details);
    }
}
