package io.golden.auth.key;

import io.golden.auth.token.TokenLife;
import io.golden.data.background.VirtualThreads;
import io.golden.data.sql.AtStart;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The keys that tokens are signed with and verified by, as this replica last read them. */
@Singleton
public final class SigningKeys {
    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private final Transactions transactions;
    private final SigningKeyStore store;
    private final PrivateKeySeal seal;
    private final KeyMaker maker;
    private final TokenLife life;
    private volatile KeyRing ring = KeyRing.EMPTY;

    SigningKeys(Transactions transactions, SigningKeyStore store, PrivateKeySeal seal, KeyMaker maker, TokenLife life) {
        this.transactions = transactions;
        this.store = store;
        this.seal = seal;
        this.maker = maker;
        this.life = life;
    }

    /** Before everything else that starts: no request can be answered without a key. */
    void atStart(@Observes @Priority(10) StartupEvent event) {
        AtStart.await(ensure());
    }

    /**
     * Creates the first key unless some replica has, and reads all of them. The key is made before the lock is asked
     * for, since that takes a while and the other replicas wait.
     */
    Uni<Void> ensure() {
        return transactions
                .run(store::published)
                .emitOn(VirtualThreads.EXECUTOR)
                .map(keys -> hasActive(keys) ? Optional.<StoredKey>empty() : Optional.of(maker.make()))
                .chain(made -> transactions.run(tx -> store.lock(tx)
                        .chain(() -> store.published(tx))
                        .chain(keys -> hasActive(keys) ? reseal(tx, keys) : insert(tx, made.orElseGet(maker::make)))
                        .chain(() -> store.published(tx))))
                .invoke(this::take)
                .replaceWithVoid();
    }

    /** Reads again what is published, and does what has become due. Any number of replicas may. */
    Uni<Void> reload() {
        return transactions
                .run(store::published)
                .chain(keys -> keys.stream().anyMatch(StoredKey::due)
                        ? advance()
                        : Uni.createFrom().item(keys))
                .invoke(this::take)
                .replaceWithVoid();
    }

    private Uni<List<StoredKey>> advance() {
        return transactions.run(tx ->
                store.lock(tx).chain(() -> store.advance(tx, life.longest())).chain(() -> store.published(tx)));
    }

    /** The key that signs now. */
    public Signer signer() {
        return ring.signer();
    }

    List<Jwk> published() {
        return ring.published();
    }

    Optional<PublicKey> publicKey(String kid) {
        return Optional.ofNullable(ring.publicKeys().get(kid));
    }

    private void take(List<StoredKey> keys) {
        var before = ring;
        ring = before.of(keys, maker);
        if (before.signer() != null
                && !before.signer().kid().equals(ring.signer().kid())) {
            LOG.infof("Signing key %s takes over", ring.signer().kid());
        }
    }

    private static boolean hasActive(List<StoredKey> keys) {
        return keys.stream().anyMatch(StoredKey::active);
    }

    private Uni<Void> insert(SqlConnection tx, StoredKey key) {
        LOG.infof("Signing key %s created", key.kid());
        return store.insertActive(tx, key);
    }

    /** After a change of {@code JWT_SECRET}: what only the previous one opens is encrypted with the new one. */
    private Uni<Void> reseal(SqlConnection tx, List<StoredKey> keys) {
        var done = Uni.createFrom().voidItem();
        for (var key : keys) {
            var opened = seal.open(key.kid(), key.privateKeyEncrypted());
            if (opened.byPreviousKey()) {
                LOG.infof("Signing key %s is encrypted with the new JWT_SECRET", key.kid());
                var sealed = seal.seal(key.kid(), opened.secret());
                done = done.chain(() -> store.reseal(tx, key.kid(), sealed));
            }
        }
        return done;
    }

    /** A private key and the {@code kid} it is published under. */
    public record Signer(String kid, PrivateKey key) {}
}
