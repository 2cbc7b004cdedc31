package io.golden.auth.key;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/** The table {@code signing_keys}. */
@Singleton
final class SigningKeyStore {
    /** One replica at a time, until its transaction ends. Whoever starts waits for the others, however slow they are. */
    Uni<Void> lock(SqlConnection tx) {
        return tx.query("set local lock_timeout = '30s'; set local statement_timeout = '30s'")
                .execute()
                .chain(() -> tx.query("select pg_advisory_xact_lock(hashtext('golden auth signing keys'))")
                        .execute())
                .replaceWithVoid();
    }

    Uni<List<StoredKey>> published(SqlConnection tx) {
        return tx.query("""
                        select public_jwk, private_key_encrypted, state = 'active' as active
                        from signing_keys
                        where state <> 'retired'
                        order by created_at desc, kid""").execute().map(SigningKeyStore::keys);
    }

    Uni<Void> insertActive(SqlConnection tx, StoredKey key) {
        return tx.preparedQuery("""
                        insert into signing_keys (kid, public_jwk, private_key_encrypted, state, activated_at)
                        values ($1, $2, $3, 'active', now())""")
                .execute(Tuple.of(key.kid(), key.jwk().json(), key.privateKeyEncrypted()))
                .replaceWithVoid();
    }

    Uni<Void> reseal(SqlConnection tx, String kid, Buffer privateKeyEncrypted) {
        return tx.preparedQuery("update signing_keys set private_key_encrypted = $2 where kid = $1")
                .execute(Tuple.of(kid, privateKeyEncrypted))
                .replaceWithVoid();
    }

    private static List<StoredKey> keys(RowSet<Row> rows) {
        return rows.stream().map(SigningKeyStore::key).toList();
    }

    private static StoredKey key(Row row) {
        return new StoredKey(
                Jwk.read(row.getJsonObject("public_jwk")),
                row.getBuffer("private_key_encrypted").getDelegate(),
                row.getBoolean("active"));
    }
}
