package io.golden.auth.key;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The table {@code signing_keys}. Moments are the database's. */
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
                        select public_jwk, private_key_encrypted, state = 'active' as active, sign_from, unpublish_at,
                               state = 'published' and coalesce(unpublish_at, sign_from) <= clock_timestamp() as due
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

    /** Publishes a key that signs later; answers when. */
    Uni<Instant> insertPending(SqlConnection tx, StoredKey key, Duration lead) {
        return tx.preparedQuery("""
                        insert into signing_keys (kid, public_jwk, private_key_encrypted, state, sign_from)
                        values ($1, $2, $3, 'published', clock_timestamp() + make_interval(secs => $4))
                        returning sign_from""")
                .execute(Tuple.of(key.kid(), key.jwk().json(), key.privateKeyEncrypted(), (double) lead.toSeconds()))
                .map(rows ->
                        rows.iterator().next().getOffsetDateTime("sign_from").toInstant());
    }

    /**
     * Does what is due: the pending key signs, the one before it stays published for as long as its tokens may live, and
     * what has lived that long is retired without its private half. Under the lock; doing it twice changes nothing.
     */
    Uni<Void> advance(SqlConnection tx, Duration longestToken) {
        return tx.preparedQuery("""
                        update signing_keys
                        set state = 'published', unpublish_at = clock_timestamp() + make_interval(secs => $1)
                        where state = 'active' and exists (
                          select from signing_keys
                          where state = 'published' and unpublish_at is null and sign_from <= clock_timestamp())""")
                .execute(Tuple.of((double) longestToken.toSeconds()))
                .chain(() -> tx.query("""
                                update signing_keys
                                set state = 'active', activated_at = clock_timestamp()
                                where state = 'published' and unpublish_at is null and sign_from <= clock_timestamp()
                                  and not exists (select from signing_keys where state = 'active')""").execute())
                .chain(() -> tx.query("""
                                update signing_keys
                                set state = 'retired', retired_at = clock_timestamp(), private_key_encrypted = null
                                where state = 'published' and unpublish_at <= clock_timestamp()""").execute())
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
                row.getBoolean("active"),
                instant(row.getOffsetDateTime("sign_from")),
                instant(row.getOffsetDateTime("unpublish_at")),
                row.getBoolean("due"));
    }

    private static Optional<Instant> instant(OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
