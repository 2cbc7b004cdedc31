package io.golden.auth.revocation;

import io.golden.auth.token.TokenLife;
import io.golden.commons.wire.Revocation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** The table {@code revocations}, and what ends along with it. Times are the database's. */
@Singleton
final class RevocationRepository {
    private final TokenLife life;

    RevocationRepository(TokenLife life) {
        this.life = life;
    }

    Uni<Revocation> insertToken(SqlConnection tx, String tokenId, Instant expiresAt) {
        return tx.preparedQuery("""
                        insert into revocations (kind, hash, expires_at)
                        values ('token', $1, $2::timestamptz + make_interval(secs => $3))
                        returning kind, hash, generation, except_session, expires_at""")
                .execute(Tuple.of(
                        Revocation.hash(Revocation.TOKEN, tokenId), expiresAt.atOffset(ZoneOffset.UTC), (double)
                                TokenLife.MARGIN.toSeconds()))
                .map(RevocationRepository::one);
    }

    Uni<Revocation> insertSession(SqlConnection tx, UUID sessionId) {
        return tx.preparedQuery("""
                        insert into revocations (kind, hash, expires_at)
                        values ('session', $1, clock_timestamp() + make_interval(secs => $2))
                        returning kind, hash, generation, except_session, expires_at""")
                .execute(Tuple.of(Revocation.hash(Revocation.SESSION, sessionId.toString()), longest()))
                .map(RevocationRepository::one);
    }

    Uni<Revocation> insertUser(SqlConnection tx, String username, Optional<UUID> except) {
        var exceptHash = except.map(id -> Revocation.hash(Revocation.SESSION, id.toString()));
        return nextGeneration(tx, "users", "username", username)
                .chain(generation -> insert(tx, Revocation.USER, username, generation, exceptHash));
    }

    Uni<Revocation> insertAccount(SqlConnection tx, String name) {
        return nextGeneration(tx, "service_accounts", "name", name)
                .chain(generation -> insert(tx, Revocation.ACCOUNT, name, generation, Optional.empty()));
    }

    /** False when it had ended before. */
    Uni<Boolean> endSession(SqlConnection tx, UUID id) {
        return tx.preparedQuery("update sessions set revoked_at = now() where id = $1 and revoked_at is null")
                .execute(Tuple.of(id))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> endSessionsOf(SqlConnection tx, String username, Optional<UUID> except) {
        return tx.preparedQuery("""
                        update sessions
                        set revoked_at = now()
                        where user_id = (select id from users where username = $1)
                          and revoked_at is null and id is distinct from $2""")
                .execute(Tuple.of(username, except.orElse(null)))
                .replaceWithVoid();
    }

    /**
     * The number is drawn while the row is locked (two statements: an update that has to wait draws before it waits), so
     * that generations of one row only rise. For a row that is gone it stands above all that its tokens can carry.
     */
    private static Uni<Long> nextGeneration(SqlConnection tx, String table, String key, String name) {
        return tx.preparedQuery("select from %s where %s = $1 for update".formatted(table, key))
                .execute(Tuple.of(name))
                .chain(() -> tx.preparedQuery("""
                                with raised as (
                                  update %s set token_generation = nextval('token_generations') where %s = $1
                                  returning token_generation)
                                select coalesce((select token_generation from raised), nextval('token_generations'))
                                  as generation""".formatted(table, key)).execute(Tuple.of(name)))
                .map(rows -> rows.iterator().next().getLong("generation"));
    }

    private Uni<Revocation> insert(
            SqlConnection tx, String kind, String name, long generation, Optional<String> exceptHash) {
        return tx.preparedQuery("""
                        insert into revocations (kind, hash, generation, except_session, expires_at)
                        values ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5))
                        returning kind, hash, generation, except_session, expires_at""")
                .execute(Tuple.of(kind, Revocation.hash(kind, name), generation, exceptHash.orElse(null), longest()))
                .map(RevocationRepository::one);
    }

    private double longest() {
        return life.longest().toSeconds();
    }

    private static Revocation one(RowSet<Row> rows) {
        return revocation(rows.iterator().next());
    }

    static Revocation revocation(Row row) {
        return new Revocation(
                row.getString("kind"),
                row.getString("hash"),
                Optional.ofNullable(row.getLong("generation")),
                Optional.ofNullable(row.getString("except_session")),
                row.getOffsetDateTime("expires_at").toInstant());
    }
}
