package io.golden.auth.audit;

import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Remembers, in the process and in Redis, the last seal that was made. Whoever removes it from the database, so that
 * changed rows are sealed anew, is found out: it is logged and stands in the audit log itself from then on.
 */
@Singleton
final class ChainGuard {
    static final String BROKEN = "audit.chain.broken";

    private static final Logger LOG = Logger.getLogger(ChainGuard.class);

    private final Database database;
    private final SealStore seals;
    private final Audit audit;
    private final HeadMemory redis;
    private final SealMetrics metrics;
    private final AtomicReference<Head> remembered = new AtomicReference<>(Head.NONE);

    ChainGuard(Database database, SealStore seals, Audit audit, HeadMemory redis, SealMetrics metrics) {
        this.database = database;
        this.seals = seals;
        this.audit = audit;
        this.redis = redis;
        this.metrics = metrics;
    }

    void made(Seal seal) {
        remember(new Head(seal.number(), seal.hash()));
    }

    /** The seal that was made and is not there as it was made; empty when all is well. */
    Optional<Head> missing() {
        return isThere(remembered.get()) ? redis.read().filter(head -> !isThere(head)) : Optional.of(remembered.get());
    }

    /** Records a break once; then the chain as it is now is what counts. */
    void check() {
        var missing = missing();
        missing.ifPresent(this::record);
        var last = database.run(seals::last);
        remember(new Head(last.number(), last.hash()));
    }

    /** Nothing was ever made: for tests, which begin the chain anew. */
    void forget() {
        remember(Head.NONE);
    }

    private void record(Head head) {
        metrics.broken();
        LOG.errorf("audit seal %d with hash %s was made and is gone or replaced", head.number(), head.hex());
        var details = Map.<String, Object>of("seal", head.number(), "hash", head.hex());
        var entry = new AuditEntry("system", "system", BROKEN, "audit_seal", Long.toString(head.number()), details);
        database.run(tx -> audit.append(tx, entry));
    }

    private void remember(Head head) {
        remembered.set(head);
        redis.write(head);
    }

    private boolean isThere(Head head) {
        return head.number() == 0
                || database.run(tx -> seals.find(tx, head.number()))
                        .filter(seal -> Arrays.equals(seal.hash(), head.hash()))
                        .isPresent();
    }

    /** Number and hash of a seal. */
    record Head(long number, byte[] hash) {
        static final Head NONE = new Head(0, Seal.NOTHING_BEFORE);

        String hex() {
            return HexFormat.of().formatHex(hash);
        }
    }
}
