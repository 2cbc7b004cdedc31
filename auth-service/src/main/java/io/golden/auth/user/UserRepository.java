package io.golden.auth.user;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code users}, as logins see it. */
@Singleton
public final class UserRepository {
    /** With the table's name, for statements that know another table with such columns. */
    public static final String COLUMNS = """
            users.id, users.username, users.email, users.password_hash, users.role, users.tenants, users.enabled,
            users.must_change_password, users.created_at, users.password_changed_at, users.token_generation
            """;

    /** The user of that name, however it is capitalised. */
    public Uni<Optional<User>> byName(SqlConnection tx, String username) {
        return one(tx, "where lower(username) = lower($1)", Tuple.of(username));
    }

    public Uni<Optional<User>> byId(SqlConnection tx, UUID id) {
        return one(tx, "where id = $1", Tuple.of(id));
    }

    /**
     * The user once more, as of now, if they are still enabled and their password is the one they had; locked against
     * changes until the transaction ends. Whoever disables them waits, and then finds the session that is being opened.
     */
    public Uni<Optional<User>> unchanged(SqlConnection tx, User user) {
        return one(
                tx,
                "where id = $1 and enabled and password_changed_at = $2 for share",
                Tuple.of(user.id(), user.passwordChangedAt().atOffset(ZoneOffset.UTC)));
    }

    /** The hash of the same password at a higher cost, unless the password was changed meanwhile. */
    public Uni<Void> rehash(SqlConnection tx, User user, String newHash) {
        return tx.preparedQuery("update users set password_hash = $3 where id = $1 and password_hash = $2")
                .execute(Tuple.of(user.id(), user.passwordHash(), newHash))
                .replaceWithVoid();
    }

    /** A new password of the user's own choice, unless it was changed meanwhile; whether it was set. */
    public Uni<Boolean> setPassword(SqlConnection tx, User user, String newHash) {
        return tx.preparedQuery("""
                        update users
                        set password_hash = $3, password_changed_at = clock_timestamp(), must_change_password = false
                        where id = $1 and password_changed_at = $2 and enabled""")
                .execute(Tuple.of(user.id(), user.passwordChangedAt().atOffset(ZoneOffset.UTC), newHash))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Uni<Optional<User>> one(SqlConnection tx, String where, Tuple values) {
        return tx.preparedQuery("select " + COLUMNS + " from users " + where)
                .execute(values)
                .map(UserRepository::first);
    }

    /** The user whose {@link #COLUMNS} the statement answered, if it answered. */
    public static Optional<User> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(UserRepository::user);
    }

    static User user(Row row) {
        return new User(
                row.getUUID("id"),
                row.getString("username"),
                row.getString("email"),
                row.getString("password_hash"),
                row.getString("role"),
                List.of(row.getArrayOfStrings("tenants")),
                row.getBoolean("enabled"),
                row.getBoolean("must_change_password"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("password_changed_at").toInstant(),
                row.getLong("token_generation"));
    }
}
