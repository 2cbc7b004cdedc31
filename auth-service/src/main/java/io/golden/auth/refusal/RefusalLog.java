package io.golden.auth.refusal;

import io.golden.commons.correlation.Correlation;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * The audit of attempts that cost their maker nothing. Each is written before it is answered, as long as few come at once.
 * Of a flood, which must not take the database's connections from those who are logged in, one row a second and name and
 * address says how many there were.
 */
final class RefusalLog {
    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final int MOST_AT_ONCE = 2;
    private static final int MOST_CHARACTERS = 128;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Semaphore writing = new Semaphore(MOST_AT_ONCE);
    private final RefusalTally tally = new RefusalTally();
    private final Transactions transactions;
    private final BackgroundWork background;
    private final Audit audit;
    private final Kind kind;
    private BackgroundLoop loop;

    /**
     * What is refused.
     *
     * @param action of the audit row, such as {@code auth.login.fail}
     * @param resource what kind of thing the name names, such as {@code user}
     * @param reason in the details of the row
     */
    record Kind(String action, String resource, String reason) {}

    RefusalLog(Kind kind, Transactions transactions, BackgroundWork background, Audit audit) {
        this.kind = kind;
        this.transactions = transactions;
        this.background = background;
        this.audit = audit;
    }

    void start() {
        loop = BackgroundLoop.start("refusals-" + kind.resource(), INTERVAL, this::flush);
    }

    /** Writes what is left. */
    void stop() {
        loop.close();
        try {
            flush();
        } catch (RuntimeException e) {
            LOG.warnf("Refusals of the last second are not in the audit: %s", e.getMessage());
        }
    }

    /** The name may be of any length and content. */
    Uni<Void> record(String name, String address) {
        var shown = shown(name);
        if (!writing.tryAcquire()) {
            tally.count(shown, address);
            return Uni.createFrom().voidItem();
        }
        return transactions
                .run(tx -> audit.append(tx, entry(shown, Map.of())))
                .onTermination()
                .invoke(writing::release);
    }

    /** A name as the audit shows it: PostgreSQL knows no text with a NUL in it. */
    static String shown(String name) {
        var clean = name.replace("\0", "");
        return clean.substring(0, Math.min(clean.length(), MOST_CHARACTERS));
    }

    /** What cannot be written now is counted again. */
    void flush() {
        var refused = tally.take();
        if (refused.isEmpty()) {
            return;
        }
        var entries = refused.stream().map(this::entry).toList();
        try {
            background.await(Correlation.fresh(), TIMEOUT, () -> transactions.run(tx -> audit.appendAll(tx, entries)));
        } catch (RuntimeException e) {
            refused.forEach(tally::putBack);
            throw e;
        }
    }

    private AuditEntry entry(RefusalTally.Refused many) {
        return entry(
                many.username(),
                Map.of(
                        "times",
                        many.times(),
                        "source_ip",
                        many.address(),
                        "first_at",
                        many.first().toString(),
                        "last_at",
                        many.last().toString()));
    }

    private AuditEntry entry(String name, Map<String, Object> more) {
        var details = new LinkedHashMap<String, Object>(more);
        details.put("reason", kind.reason());
        return new AuditEntry(name, "anonymous", kind.action(), kind.resource(), name, details);
    }
}
