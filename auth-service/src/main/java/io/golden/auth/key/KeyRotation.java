package io.golden.auth.key;

import io.golden.commons.caller.Caller;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.background.VirtualThreads;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Publishes a new key ahead of its use. */
@Singleton
final class KeyRotation {
    private final Transactions transactions;
    private final SigningKeyStore store;
    private final SigningKeys keys;
    private final KeyMaker maker;
    private final Audit audit;
    private final Duration lead;

    KeyRotation(
            Transactions transactions,
            SigningKeyStore store,
            SigningKeys keys,
            KeyMaker maker,
            Audit audit,
            KeyConfig config) {
        this.transactions = transactions;
        this.store = store;
        this.keys = keys;
        this.maker = maker;
        this.audit = audit;
        this.lead = Duration.ofSeconds(config.leadSeconds());
    }

    /**
     * @param kid the new key, published now
     * @param signsFrom when it begins to sign, by the database's clock
     */
    record Rotation(String kid, Instant signsFrom) {}

    /** Starts a rotation; while one is under way, tells of that one. */
    Uni<Rotation> rotate(Caller caller) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(VirtualThreads.EXECUTOR)
                .map(_ -> maker.make())
                .chain(fresh -> transactions.run(tx -> store.lock(tx)
                        .chain(() -> store.published(tx))
                        .chain(published -> underWayOr(tx, published, fresh, caller))))
                .call(keys::reload);
    }

    private Uni<Rotation> underWayOr(SqlConnection tx, List<StoredKey> published, StoredKey fresh, Caller caller) {
        var pending = published.stream().filter(StoredKey::pending).findFirst();
        return pending.isPresent()
                ? Uni.createFrom()
                        .item(new Rotation(
                                pending.get().kid(), pending.get().signFrom().orElseThrow()))
                : store.insertPending(tx, fresh, lead)
                        .map(signsFrom -> new Rotation(fresh.kid(), signsFrom))
                        .call(rotation -> audit.append(tx, entry(caller, rotation)));
    }

    private static AuditEntry entry(Caller caller, Rotation rotation) {
        return new AuditEntry(
                caller.subject(),
                caller.role(),
                "auth.key.rotate",
                "signing_key",
                rotation.kid(),
                Map.of("signs_from", rotation.signsFrom().toString()));
    }
}
