package io.golden.auth.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The table {@code service_accounts}. */
@Singleton
public final class ServiceAccountRepository {
    Uni<Optional<ServiceAccount>> byClientId(SqlConnection tx, String clientId) {
        return one(tx, "client_id", clientId);
    }

    public Uni<Optional<ServiceAccount>> byName(SqlConnection tx, String name) {
        return one(tx, "name", name);
    }

    /** Inserts or changes, and leaves alone what is the same already; whether an account that there was is another now. */
    Uni<Boolean> upsert(SqlConnection tx, ServiceAccount account) {
        return tx.preparedQuery("""
                        insert into service_accounts as old (id, name, client_id, secret_hash, role, agent_roles, tenants)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (name) do update
                        set secret_hash = excluded.secret_hash, role = excluded.role,
                            agent_roles = excluded.agent_roles, tenants = excluded.tenants, updated_at = now()
                        where (old.secret_hash, old.role, old.agent_roles, old.tenants)
                          is distinct from
                          (excluded.secret_hash, excluded.role, excluded.agent_roles, excluded.tenants)
                        returning id <> $1 as changed""")
                .execute(Tuple.tuple()
                        .addUUID(account.id())
                        .addString(account.name())
                        .addString(account.clientId())
                        .addValue(account.secretHash())
                        .addString(account.role())
                        .addArrayOfString(account.agentRoles().toArray(String[]::new))
                        .addArrayOfString(account.tenants().toArray(String[]::new)))
                .map(rows -> rows.stream().anyMatch(row -> row.getBoolean("changed")));
    }

    private static Uni<Optional<ServiceAccount>> one(SqlConnection tx, String column, String value) {
        return tx.preparedQuery("""
                        select id, name, client_id, secret_hash, role, agent_roles, tenants, enabled, token_generation
                        from service_accounts
                        where %s = $1""".formatted(column))
                .execute(Tuple.of(value))
                .map(rows -> rows.stream().findFirst().map(ServiceAccountRepository::account));
    }

    private static ServiceAccount account(Row row) {
        return new ServiceAccount(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("client_id"),
                row.getBuffer("secret_hash").getDelegate(),
                row.getString("role"),
                List.of(row.getArrayOfStrings("agent_roles")),
                List.of(row.getArrayOfStrings("tenants")),
                row.getBoolean("enabled"),
                row.getLong("token_generation"));
    }
}
