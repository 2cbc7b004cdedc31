package io.golden.auth.key;

import io.golden.data.background.VirtualThreads;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The keys that tokens are signed with and verified by, as this replica last read them. */
@Singleton
public final class SigningKeys {
    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final Duration FIRST_START = Duration.ofSeconds(60);
    private static final int RSA_BITS = 2048;

    private final Transactions transactions;
    private final SigningKeyStore store;
    private final PrivateKeySeal seal;
    private volatile Ring ring = new Ring(List.of(), null);

    SigningKeys(Transactions transactions, SigningKeyStore store, PrivateKeySeal seal) {
        this.transactions = transactions;
        this.store = store;
        this.seal = seal;
    }

    /** Before everything else that starts: no request can be answered without a key. */
    void atStart(@Observes @Priority(10) StartupEvent event) {
        ensure().await().atMost(FIRST_START);
    }

    /**
     * Creates the first key unless some replica has, and reads all of them. The key is made before the lock is asked
     * for, since that takes a while and the other replicas wait.
     */
    Uni<Void> ensure() {
        return transactions
                .run(store::published)
                // Seconds of arithmetic, not for an event loop.
                .emitOn(VirtualThreads.EXECUTOR)
                .map(keys -> hasActive(keys) ? Optional.<StoredKey>empty() : Optional.of(make()))
                .chain(made -> transactions.run(tx -> store.lock(tx)
                        .chain(() -> store.published(tx))
                        .chain(keys ->
                                hasActive(keys) ? reseal(tx, keys) : insert(tx, made.orElseGet(this::make), keys))))
                .invoke(keys -> ring = ring(keys))
                .replaceWithVoid();
    }

    /** Reads again what is published, since another replica may have rotated. */
    Uni<Void> reload() {
        return transactions
                .run(store::published)
                .invoke(keys -> ring = ring(keys))
                .replaceWithVoid();
    }

    /** The key that signs now. */
    public Signer signer() {
        return ring.signer();
    }

    List<Jwk> published() {
        return ring.published();
    }

    private static boolean hasActive(List<StoredKey> keys) {
        return keys.stream().anyMatch(StoredKey::active);
    }

    private StoredKey make() {
        var kid = UUID.randomUUID().toString();
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            var pair = generator.generateKeyPair();
            var sealed = seal.seal(kid, pair.getPrivate().getEncoded());
            return new StoredKey(Jwk.of(kid, (RSAPublicKey) pair.getPublic()), sealed, true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no RSA", e);
        }
    }

    private Uni<List<StoredKey>> insert(SqlConnection tx, StoredKey key, List<StoredKey> others) {
        LOG.infof("Signing key %s created", key.kid());
        var all = Stream.concat(Stream.of(key), others.stream()).toList();
        return store.insertActive(tx, key).replaceWith(all);
    }

    /** After a change of {@code JWT_SECRET}: what only the previous one opens is encrypted with the new one. */
    private Uni<List<StoredKey>> reseal(SqlConnection tx, List<StoredKey> keys) {
        var done = Uni.createFrom().voidItem();
        for (var key : keys) {
            var opened = seal.open(key.kid(), key.privateKeyEncrypted());
            if (opened.byPreviousSecret()) {
                LOG.infof("Signing key %s is encrypted with the new JWT_SECRET", key.kid());
                done = done.chain(() -> store.reseal(
                        tx, key.kid(), seal.seal(key.kid(), opened.privateKey().getBytes())));
            }
        }
        return done.replaceWith(keys);
    }

    private Ring ring(List<StoredKey> keys) {
        var active = keys.stream().filter(StoredKey::active).findFirst().orElseThrow();
        var bytes = seal.open(active.kid(), active.privateKeyEncrypted())
                .privateKey()
                .getBytes();
        try {
            var privateKey = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
            return new Ring(keys.stream().map(StoredKey::jwk).toList(), new Signer(active.kid(), privateKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing key " + active.kid() + " is damaged", e);
        }
    }

    /** A private key and the {@code kid} it is published under. */
    public record Signer(String kid, PrivateKey key) {}

    private record Ring(List<Jwk> published, Signer signer) {}
}
