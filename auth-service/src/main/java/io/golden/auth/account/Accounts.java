package io.golden.auth.account;

import io.golden.auth.revocation.Revocations;
import io.golden.commons.caller.Caller;
import io.golden.commons.error.ApiException;
import io.golden.commons.ids.Ids;
import io.golden.commons.page.Page;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.idempotency.IdempotencyKeys;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The administration of service accounts. */
@Singleton
final class Accounts {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Transactions transactions;
    private final AccountQueries queries;
    private final Revocations revocations;
    private final IdempotencyKeys keys;
    private final Audit audit;

    @Inject
    Accounts(
            Transactions transactions,
            AccountQueries queries,
            Revocations revocations,
            IdempotencyKeys keys,
            Audit audit) {
        this.transactions = transactions;
        this.queries = queries;
        this.revocations = revocations;
        this.keys = keys;
        this.audit = audit;
    }

    /** What an idempotency key stores is the account without its secret: a repetition cannot show it again. */
    Uni<AccountOutcome> create(Caller caller, Optional<String> key, AccountRequest request) {
        if (request.role().equals("service") && !request.agentRolesOrNone().isEmpty()) {
            throw ApiException.unprocessable("agent_roles", "are for agents only");
        }
        var tenants = Optional.ofNullable(request.tenants())
                .map(named -> named.stream().distinct().toList())
                .orElseGet(() -> List.of(caller.tenantOr(Optional.empty())));
        tenants.forEach(caller::requireTenant);
        var secret = ClientSecret.make();
        return transactions
                .run(tx -> keys.once(
                        tx,
                        key,
                        caller,
                        "POST /service-accounts",
                        request,
                        AccountView.class,
                        () -> queries.insert(tx, Ids.next(), request, tenants, ClientSecret.hash(secret))
                                .call(made -> record(tx, caller, "auth.service_account.create", made))))
                .<AccountOutcome>map(once -> new AccountOutcome.Created(
                        CreatedAccount.of(once.result(), once.replayed() ? Optional.empty() : Optional.of(secret)),
                        once.replayed()))
                .onFailure(failure -> failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState()))
                .recoverWithItem(new AccountOutcome.Taken());
    }

    Uni<List<AccountView>> list(Caller caller, Optional<String> role, Page page) {
        return transactions.run(tx -> queries.list(tx, caller.tenants().filter(), role, page));
    }

    Uni<Long> count(Caller caller, Optional<String> role) {
        return transactions.run(tx -> queries.count(tx, caller.tenants().filter(), role));
    }

    Uni<Optional<AccountView>> find(Caller caller, UUID id) {
        return transactions.run(tx -> queries.find(tx, id, caller.tenants().filter()));
    }

    /** Its tokens are good for nothing from now on. False when there is none that the caller may see. */
    Uni<Boolean> delete(Caller caller, UUID id) {
        return transactions.run(tx -> queries.delete(tx, id, caller.tenants().filter())
                .chain(deleted -> deleted.map(account -> revocations
                                .tokensOfAccount(tx, account.name())
                                .chain(() -> record(tx, caller, "auth.service_account.delete", account))
                                .replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<Void> record(SqlConnection tx, Caller caller, String action, AccountView account) {
        return audit.append(
                tx,
                new AuditEntry(
                        caller.subject(),
                        caller.role(),
                        action,
                        "service_account",
                        account.id().toString(),
                        Map.of(
                                "name",
                                account.name(),
                                "role",
                                account.role(),
                                "agent_roles",
                                account.agentRoles(),
                                "tenants",
                                account.tenants())));
    }
}
