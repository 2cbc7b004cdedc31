package io.golden.auth.user;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code users}, as its administration changes it. */
@Singleton
final class UserWrites {
    private static final String INSERT = """
            insert into users (id, username, email, password_hash, role, tenants, enabled, must_change_password)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

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

    /** Inserts unless the name or the email is taken: several replicas may start at once. */
    Uni<Void> insertIfAbsent(SqlConnection tx, NewUser user) {
        return tx.preparedQuery(INSERT + " on conflict do nothing")
                .execute(values(user))
                .replaceWithVoid();
    }

    /** Fails on a unique key when the name or the email is taken. */
    Uni<User> insert(SqlConnection tx, NewUser user) {
        return tx.preparedQuery(INSERT + " returning " + UserRepository.COLUMNS)
                .execute(values(user))
                .map(rows -> UserRepository.user(rows.iterator().next()));
    }

    private static Tuple values(NewUser user) {
        return Tuple.tuple()
                .addUUID(user.id())
                .addString(user.username())
                .addString(user.email())
                .addString(user.passwordHash())
                .addString(user.role())
                .addArrayOfString(user.tenants().toArray(String[]::new))
                .addBoolean(user.enabled())
                .addBoolean(user.mustChangePassword());
    }

    /**
     * Before a change that may take an admin away: one such change at a time, in the whole suite. All admins are locked,
     * always in the same order; what the next statement sees is then the truth until the transaction ends.
     */
    Uni<Void> lockAdmins(SqlConnection tx) {
        return tx.query("select id from users where role = 'admin' and enabled order by id for update")
                .execute()
                .replaceWithVoid();
    }

    /** The user, locked until the transaction ends; empty for one the caller may not see. */
    Uni<Optional<User>> lock(SqlConnection tx, UUID id, String[] tenants) {
        return tx.preparedQuery("select " + UserRepository.COLUMNS + """
                        from users
                        where id = $1 and (cardinality($2::text[]) = 0 or tenants <@ $2)
                        for update""")
                .execute(Tuple.of(id, tenants))
                .map(UserRepository::first);
    }

    /** Writes the locked user as they shall be; empty when no enabled admin for all tenants would be left. */
    Uni<Optional<User>> change(SqlConnection tx, User wanted, Optional<String> newHash) {
        return tx.preparedQuery("""
                        update users
                        set email = $2, role = $3, tenants = $4, enabled = $5, must_change_password = $6,
                            password_hash = coalesce($7, password_hash),
                            password_changed_at =
                              case when $7::text is null then password_changed_at else clock_timestamp() end
                        where id = $1
                          and (role <> 'admin' or not enabled
                               or ($3 = 'admin' and $5 and ('*' = any($4) or not '*' = any(tenants)))
                               or exists (select from users other
                                          where other.role = 'admin' and other.enabled and '*' = any(other.tenants)
                                            and other.id <> $1))
                        returning""" + " " + UserRepository.COLUMNS)
                .execute(Tuple.tuple()
                        .addUUID(wanted.id())
                        .addString(wanted.email())
                        .addString(wanted.role())
                        .addArrayOfString(wanted.tenants().toArray(String[]::new))
                        .addBoolean(wanted.enabled())
                        .addBoolean(wanted.mustChangePassword())
                        .addString(newHash.orElse(null)))
                .map(UserRepository::first);
    }

    /** False when no enabled admin for all tenants would be left. */
    Uni<Boolean> delete(SqlConnection tx, UUID id) {
        return tx.preparedQuery("""
                        delete from users
                        where id = $1
                          and (role <> 'admin' or not enabled
                               or exists (select from users other
                                          where other.role = 'admin' and other.enabled and '*' = any(other.tenants)
                                            and other.id <> $1))""").execute(Tuple.of(id)).map(rows -> rows.rowCount() == 1);
    }
}
