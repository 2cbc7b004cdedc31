package io.golden.auth.user;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code users}. */
@Singleton
public final class UserRepository {
    /** The user of that name, however it is capitalised. */
    public Uni<Optional<User>> byName(SqlConnection tx, String username) {
        return tx.preparedQuery("""
                        select id, username, email, password_hash, role, tenants, enabled, must_change_password,
                               token_generation
                        from users
                        where lower(username) = lower($1)""").execute(Tuple.of(username)).map(UserRepository::first);
    }

    public Uni<Optional<User>> byId(SqlConnection tx, UUID id) {
        return tx.preparedQuery("""
                        select id, username, email, password_hash, role, tenants, enabled, must_change_password,
                               token_generation
                        from users
                        where id = $1""").execute(Tuple.of(id)).map(UserRepository::first);
    }

    /** Names of those that exist already, lower case. */
    Uni<List<String>> existing(SqlConnection tx, List<String> usernames) {
        return tx.preparedQuery("select lower(username) as name from users where lower(username) = any($1)")
                .execute(Tuple.of(usernames.toArray(String[]::new)))
                .map(rows -> rows.stream().map(row -> row.getString("name")).toList());
    }

    Uni<Boolean> anyExists(SqlConnection tx) {
        return tx.query("select exists (select from users) as found")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("found"));
    }

    /** Inserts unless the name is taken: several replicas may start at once. */
    Uni<Void> insertIfAbsent(SqlConnection tx, User user) {
        return tx.preparedQuery("""
                        insert into users (id, username, email, password_hash, role, tenants, must_change_password)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (lower(username)) do nothing""")
                .execute(Tuple.tuple()
                        .addUUID(user.id())
                        .addString(user.username())
                        .addString(user.email())
                        .addString(user.passwordHash())
                        .addString(user.role())
                        .addArrayOfString(user.tenants().toArray(String[]::new))
                        .addBoolean(user.mustChangePassword()))
                .replaceWithVoid();
    }

    private static Optional<User> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(UserRepository::user);
    }

    private static User user(Row row) {
        return new User(
                row.getUUID("id"),
                row.getString("username"),
                row.getString("email"),
                row.getString("password_hash"),
                row.getString("role"),
                List.of(row.getArrayOfStrings("tenants")),
                row.getBoolean("enabled"),
                row.getBoolean("must_change_password"),
                row.getLong("token_generation"));
    }
}
