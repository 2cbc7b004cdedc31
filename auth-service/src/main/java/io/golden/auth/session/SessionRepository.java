package io.golden.auth.session;

import io.golden.auth.user.User;
import io.golden.auth.user.UserRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The table {@code sessions}. Times are the database's. */
@Singleton
final class SessionRepository {
    /** How long a client may repeat the very refresh whose answer it lost. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    /**
     * False when the user is no longer as it was read. The lock makes a revocation of all the user's sessions wait for
     * this one, or this one for it: no session slips through between the two.
     */
    Uni<Boolean> insert(SqlConnection tx, User user, RefreshToken token, Client client, Duration idle) {
        return tx.preparedQuery("""
                        insert into sessions (id, user_id, refresh_hash, family, ip_address, user_agent, expires_at)
                        select $1::uuid, id, $3::bytea, $1::uuid, $4::text, $5::text, now() + make_interval(secs => $6)
                        from users
                        where id = $2 and enabled and token_generation = $7
                        for share""")
                .execute(Tuple.tuple()
                        .addUUID(token.sessionId())
                        .addUUID(user.id())
                        .addValue(Buffer.buffer(token.hash()))
                        .addString(client.address())
                        .addString(client.userAgent())
                        .addDouble((double) idle.toSeconds())
                        .addLong(user.tokenGeneration()))
                .map(rows -> rows.rowCount() == 1);
    }

    /**
     * Puts the successor in the token's place if it is the one that works now and was used within the idle time, and its
     * owner is enabled: of any number of calls with the same token this succeeds for one. Answers the owner as of the
     * same snapshot: role and generation belong together.
     */
    Uni<Optional<User>> rotate(
            SqlClient client,
            RefreshToken token,
            RefreshToken successor,
            Duration mostIdle,
            Duration idle,
            Duration most) {
        return client.preparedQuery("""
                        update sessions
                        set refresh_hash = $4, generation = generation + 1, last_activity = now(),
                            rotations = array(
                              select moment
                              from unnest(clock_timestamp() || rotations) with ordinality as latest (moment, place)
                              where moment > clock_timestamp() - make_interval(secs => $8) order by place limit 100),
                            expires_at = least(
                              now() + make_interval(secs => $6), sessions.created_at + make_interval(secs => $7))
                        from users
                        where sessions.id = $1 and generation = $2 and refresh_hash = $3
                          and revoked_at is null and expires_at > now()
                          and last_activity > now() - make_interval(secs => $5)
                          and users.id = user_id and enabled
                        returning""" + " " + UserRepository.COLUMNS)
                .execute(Tuple.tuple()
                        .addUUID(token.sessionId())
                        .addInteger(token.generation())
                        .addValue(Buffer.buffer(token.hash()))
                        .addValue(Buffer.buffer(successor.hash()))
                        .addDouble((double) mostIdle.toSeconds())
                        .addDouble((double) idle.toSeconds())
                        .addDouble((double) most.toSeconds())
                        .addDouble((double) RETRY.toSeconds()))
                .map(UserRepository::first);
    }

    /** The token's session if it has not ended, and whether the token was replaced only just now. */
    Uni<Optional<Session>> live(SqlConnection tx, RefreshToken token) {
        return tx.preparedQuery("""
                        select id, user_id, generation,
                               coalesce(
                                 rotations[generation - $2::int] > clock_timestamp() - make_interval(secs => $3),
                                 false) as just_rotated
                        from sessions
                        where id = $1 and revoked_at is null and expires_at > now()""")
                .execute(Tuple.of(token.sessionId(), token.generation(), (double) RETRY.toSeconds()))
                .map(rows -> rows.stream().findFirst().map(SessionRepository::session));
    }

    private static Session session(Row row) {
        return new Session(
                row.getUUID("id"),
                row.getUUID("user_id"),
                row.getInteger("generation"),
                row.getBoolean("just_rotated"));
    }
}
