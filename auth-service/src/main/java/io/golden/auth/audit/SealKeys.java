package io.golden.auth.audit;

import io.golden.auth.secret.DerivedKeys;
import io.golden.auth.secret.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The keys of the seals. Each pair rests encrypted with a key that grows from {@code JWT_SECRET}; only a pair that this
 * opens is believed, so that whoever owns the database can add no key of their own. A new {@code JWT_SECRET} brings a new
 * pair; the old ones stay for the seals that they signed.
 */
@Singleton
final class SealKeys {
    private static final Logger LOG = Logger.getLogger(SealKeys.class);

    private final Database database;
    private final SecretBox box;

    @Inject
    SealKeys(Database database, DerivedKeys derived) {
        this(database, new SecretBox(derived.of("audit seals", "AES")));
    }

    SealKeys(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    /** All keys; makes the first, or the one after a change of {@code JWT_SECRET}. */
    Ring ring() {
        var stored = database.run(SealKeys::stored);
        return isGood(stored) ? ring(stored) : database.run(this::renew);
    }

    private boolean isGood(List<Stored> stored) {
        return stored.stream()
                .filter(Stored::active)
                .anyMatch(key ->
                        open(key).filter(opened -> !opened.byPreviousKey()).isPresent());
    }

    private Uni<Ring> renew(SqlConnection tx) {
        return tx.query("select pg_advisory_xact_lock(hashtext('golden audit seal keys'))")
                .execute()
                .chain(() -> stored(tx))
                .chain(stored -> isGood(stored) ? Uni.createFrom().item(ring(stored)) : renew(tx, stored));
    }

    private Uni<Ring> renew(SqlConnection tx, List<Stored> stored) {
        var pair = KeyPairs.make(UUID.randomUUID().toString());
        LOG.infof("audit seal key %s public %s", pair.kid(), HexFormat.of().formatHex(KeyPairs.publicBytes(pair)));
        var done = tx.query("update audit.audit_seal_keys set active = false where active")
                .execute()
                .replaceWithVoid();
        for (var key : stored) {
            var opened = open(key).filter(SecretBox.Opened::byPreviousKey);
            if (opened.isPresent()) {
                var again = box.seal(key.kid(), opened.get().secret());
                done = done.chain(() -> reseal(tx, key.kid(), again));
            }
        }
        return done.chain(() -> insert(tx, pair)).chain(() -> stored(tx)).map(this::ring);
    }

    private static Uni<Void> reseal(SqlConnection tx, String kid, byte[] encrypted) {
        return tx.preparedQuery("update audit.audit_seal_keys set key_pair_encrypted = $2 where kid = $1")
                .execute(Tuple.of(kid, Buffer.buffer(encrypted)))
                .replaceWithVoid();
    }

    private Uni<Void> insert(SqlConnection tx, Pair pair) {
        var encrypted = box.seal(pair.kid(), KeyPairs.encode(pair));
        return tx.preparedQuery(
                        "insert into audit.audit_seal_keys (kid, public_key, key_pair_encrypted) values ($1, $2, $3)")
                .execute(Tuple.of(pair.kid(), Buffer.buffer(KeyPairs.publicBytes(pair)), Buffer.buffer(encrypted)))
                .replaceWithVoid();
    }

    private static Uni<List<Stored>> stored(SqlConnection tx) {
        return tx.query(
                        "select kid, key_pair_encrypted, active from audit.audit_seal_keys order by created_at desc, kid")
                .execute()
                .map(rows -> rows.stream().map(SealKeys::stored).toList());
    }

    private static Stored stored(Row row) {
        return new Stored(row.getString(0), row.getBuffer(1).getDelegate().getBytes(), row.getBoolean(2));
    }

    private Optional<SecretBox.Opened> open(Stored key) {
        return box.open(key.kid(), key.encrypted());
    }

    private Ring ring(List<Stored> stored) {
        var pairs = new HashMap<String, Pair>();
        var active = Optional.<Pair>empty();
        for (var key : stored) {
            var pair = open(key).map(opened -> KeyPairs.decode(key.kid(), opened.secret()));
            pair.ifPresent(p -> pairs.put(p.kid(), p));
            active = key.active() ? pair : active;
        }
        return new Ring(active.orElseThrow(), pairs);
    }

    private record Stored(String kid, byte[] encrypted, boolean active) {}

    /** The pair that signs now, and all that ever did. */
    record Ring(Pair active, Map<String, Pair> all) {
        boolean knows(String kid) {
            return all.containsKey(kid);
        }

        boolean verifies(String kid, byte[] text, byte[] signature) {
            return knows(kid) && all.get(kid).verifies(text, signature);
        }
    }

    /** An Ed25519 pair and its name. */
    record Pair(String kid, PrivateKey privateKey, PublicKey publicKey) {
        byte[] sign(byte[] text) {
            return KeyPairs.sign(privateKey, text);
        }

        boolean verifies(byte[] text, byte[] signature) {
            return KeyPairs.verifies(publicKey, text, signature);
        }
    }
}
