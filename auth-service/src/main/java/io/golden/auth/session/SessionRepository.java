package io.golden.auth.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The table {@code sessions}. Times are the database's. */
@Singleton
final class SessionRepository {
    Uni<Void> insert(SqlConnection tx, UUID userId, RefreshToken token, Client client, Duration idle) {
        return tx.preparedQuery("""
                        insert into sessions (id, user_id, refresh_hash, family, ip_address, user_agent, expires_at)
                        values ($1, $2, $3, $1, $4, $5, now() + make_interval(secs => $6))""")
                .execute(Tuple.tuple()
                        .addUUID(token.sessionId())
                        .addUUID(userId)
                        .addValue(Buffer.buffer(token.hash()))
                        .addString(client.address())
                        .addString(client.userAgent())
                        .addDouble((double) idle.toSeconds()))
                .replaceWithVoid();
    }

    /**
     * Puts the successor in the token's place if it is the one that works now and was used within the idle time: of
     * any number of calls with the same token this succeeds for one.
     */
    Uni<Optional<Session>> rotate(
            SqlConnection tx,
            RefreshToken token,
            RefreshToken successor,
            Duration mostIdle,
            Duration idle,
            Duration most) {
        return tx.preparedQuery("""
                        update sessions
                        set refresh_hash = $4, generation = generation + 1, rotated_at = now(), last_activity = now(),
                            expires_at = least(
                              now() + make_interval(secs => $6), created_at + make_interval(secs => $7))
                        where id = $1 and generation = $2 and refresh_hash = $3
                          and revoked_at is null and expires_at > now()
                          and last_activity > now() - make_interval(secs => $5)
                        returning id, user_id, generation, true as just_rotated""")
                .execute(Tuple.tuple()
                        .addUUID(token.sessionId())
                        .addInteger(token.generation())
                        .addValue(Buffer.buffer(token.hash()))
                        .addValue(Buffer.buffer(successor.hash()))
                        .addDouble((double) mostIdle.toSeconds())
                        .addDouble((double) idle.toSeconds())
                        .addDouble((double) most.toSeconds()))
                .map(rows -> rows.stream().findFirst().map(SessionRepository::session));
    }

    /** A session that has not ended, and whether its token was rotated within the grace. */
    Uni<Optional<Session>> live(SqlConnection tx, UUID id, Duration grace) {
        return tx.preparedQuery("""
                        select id, user_id, generation,
                               rotated_at > now() - make_interval(secs => $2) as just_rotated
                        from sessions
                        where id = $1 and revoked_at is null and expires_at > now()""")
                .execute(Tuple.of(id, (double) grace.toSeconds()))
                .map(rows -> rows.stream().findFirst().map(SessionRepository::session));
    }

    /** False when it had ended before. */
    Uni<Boolean> revoke(SqlConnection tx, UUID id) {
        return tx.preparedQuery("update sessions set revoked_at = now() where id = $1 and revoked_at is null")
                .execute(Tuple.of(id))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Session session(Row row) {
        return new Session(
                row.getUUID("id"),
                row.getUUID("user_id"),
                row.getInteger("generation"),
                row.getBoolean("just_rotated"));
    }
}
