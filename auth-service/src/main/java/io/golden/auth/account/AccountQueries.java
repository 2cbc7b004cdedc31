package io.golden.auth.account;

import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code service_accounts}, as its administration sees it. */
@Singleton
final class AccountQueries {
    private static final String COLUMNS = "id, name, client_id, role, agent_roles, tenants, enabled, created_at";

    private static final String WHERE = """
             from service_accounts
            where (cardinality($1::text[]) = 0 or tenants <@ $1) and ($2::text is null or role = $2)
            """;

    Uni<List<AccountView>> list(SqlConnection tx, String[] tenants, Optional<String> role, Page page) {
        return tx.preparedQuery("select " + COLUMNS + WHERE + """
                          and ($3::timestamptz is null or (created_at, id) < ($3, $4))
                        order by created_at desc, id desc limit $5 offset $6""")
                .execute(Tuple.tuple()
                        .addArrayOfString(tenants)
                        .addString(role.orElse(null))
                        .addOffsetDateTime(page.cursor().map(Cursor::offsetTime).orElse(null))
                        .addUUID(page.cursor().map(Cursor::uuid).orElse(null))
                        .addInteger(page.limit())
                        .addLong(page.offset()))
                .map(rows -> rows.stream().map(AccountQueries::view).toList());
    }

    Uni<Long> count(SqlConnection tx, String[] tenants, Optional<String> role) {
        return tx.preparedQuery("select count(*) as n" + WHERE)
                .execute(Tuple.of(tenants, role.orElse(null)))
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    Uni<Optional<AccountView>> find(SqlConnection tx, UUID id, String[] tenants) {
        return tx.preparedQuery("select " + COLUMNS + " " + """
                        from service_accounts where id = $1 and (cardinality($2::text[]) = 0 or tenants <@ $2)""")
                .execute(Tuple.of(id, tenants))
                .map(AccountQueries::first);
    }

    /** Fails on a unique key when the name is taken. */
    Uni<AccountView> insert(
            SqlConnection tx, UUID id, AccountRequest request, List<String> tenants, Buffer secretHash) {
        return tx.preparedQuery("""
                        insert into service_accounts (id, name, client_id, secret_hash, role, agent_roles, tenants)
                        values ($1, $2, $2, $3, $4, $5, $6)
                        returning""" + " " + COLUMNS)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addString(request.name())
                        .addValue(secretHash)
                        .addString(request.role())
                        .addArrayOfString(request.agentRolesOrNone().toArray(String[]::new))
                        .addArrayOfString(tenants.toArray(String[]::new)))
                .map(rows -> view(rows.iterator().next()));
    }

    Uni<Optional<AccountView>> delete(SqlConnection tx, UUID id, String[] tenants) {
        return tx.preparedQuery("""
                        delete from service_accounts
                        where id = $1 and (cardinality($2::text[]) = 0 or tenants <@ $2)
                        returning""" + " " + COLUMNS)
                .execute(Tuple.of(id, tenants))
                .map(AccountQueries::first);
    }

    private static Optional<AccountView> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(AccountQueries::view);
    }

    private static AccountView view(Row row) {
        return new AccountView(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("client_id"),
                row.getString("role"),
                List.of(row.getArrayOfStrings("agent_roles")),
                List.of(row.getArrayOfStrings("tenants")),
                row.getBoolean("enabled"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
