package io.golden.auth.user;

import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What only reads {@code users}: one by id, lists and counts. Who has a tenant that the caller has not is not seen. */
@Singleton
final class UserQueries {
    /** Which users a list shows. */
    record Filter(List<String> tenants, Optional<String> role, Optional<Boolean> enabled, Optional<String> text) {}

    private static final String WHERE = """
             from users
            where (cardinality($1::text[]) = 0 or tenants <@ $1)
              and ($2::text is null or role = $2) and ($3::boolean is null or enabled = $3)
              and ($4::text is null or strpos(lower(username), lower($4)) > 0 or strpos(lower(email), lower($4)) > 0)
            """;

    private static Tuple values(Filter filter) {
        return Tuple.tuple()
                .addArrayOfString(filter.tenants().toArray(String[]::new))
                .addString(filter.role().orElse(null))
                .addBoolean(filter.enabled().orElse(null))
                .addString(filter.text().orElse(null));
    }

    Uni<Optional<User>> find(SqlConnection tx, UUID id, String[] tenants) {
        return tx.preparedQuery("select " + UserRepository.COLUMNS + """
                        from users where id = $1 and (cardinality($2::text[]) = 0 or tenants <@ $2)""")
                .execute(Tuple.of(id, tenants))
                .map(UserRepository::first);
    }

    Uni<List<User>> list(SqlConnection tx, Filter filter, Page page) {
        var values = values(filter)
                .addOffsetDateTime(page.cursor().map(Cursor::offsetTime).orElse(null))
                .addUUID(page.cursor().map(Cursor::uuid).orElse(null))
                .addInteger(page.limit())
                .addLong(page.offset());
        return tx.preparedQuery("select " + UserRepository.COLUMNS + WHERE + """
                          and ($5::timestamptz is null or (created_at, id) < ($5, $6))
                        order by created_at desc, id desc limit $7 offset $8""")
                .execute(values)
                .map(rows -> rows.stream().map(UserRepository::user).toList());
    }

    Uni<Long> count(SqlConnection tx, Filter filter) {
        return tx.preparedQuery("select count(*) as n" + WHERE)
                .execute(values(filter))
                .map(rows -> rows.iterator().next().getLong("n"));
    }
}
