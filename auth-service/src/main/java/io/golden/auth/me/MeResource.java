package io.golden.auth.me;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.golden.auth.account.ServiceAccountRepository;
import io.golden.auth.user.UserRepository;
import io.golden.commons.caller.Caller;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.data.sql.Transactions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who I am and what I may do. */
@Path("/api/v1/auth/me")
final class MeResource {
    private static final Set<String> ACCOUNT_ROLES = Set.of("agent", "service");

    private final Transactions transactions;
    private final UserRepository users;
    private final ServiceAccountRepository accounts;
    private final CurrentCaller current;

    MeResource(
            Transactions transactions, UserRepository users, ServiceAccountRepository accounts, CurrentCaller current) {
        this.transactions = transactions;
        this.users = users;
        this.accounts = accounts;
        this.current = current;
    }

    @GET
    @Authenticated
    public Uni<Me> me() {
        var caller = current.get();
        return transactions
                .run(tx -> ACCOUNT_ROLES.contains(caller.role()) ? account(tx, caller) : user(tx, caller))
                .map(found -> found.orElseThrow(
                        () -> ApiException.of(ErrorCode.UNAUTHORIZED, "The account of this token is gone")));
    }

    private Uni<Optional<Me>> user(SqlConnection tx, Caller caller) {
        return users.byName(tx, caller.subject())
                .map(found -> found.map(user -> me(user.id(), Optional.of(user.email()), caller)));
    }

    private Uni<Optional<Me>> account(SqlConnection tx, Caller caller) {
        return accounts.byName(tx, caller.subject())
                .map(found -> found.map(account -> me(account.id(), Optional.empty(), caller)));
    }

    private static Me me(UUID id, Optional<String> email, Caller caller) {
        return new Me(
                id,
                caller.subject(),
                email,
                caller.role(),
                sorted(caller.permissions()),
                switch (caller.tenants()) {
                    case Tenants.All() -> List.of("*");
                    case Tenants.Only(var names) -> sorted(names);
                },
                sorted(caller.agentRoles()));
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }

    /** A person has an email address, an agent its roles. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Me(
            UUID id,
            String username,
            Optional<String> email,
            String role,
            List<String> permissions,
            List<String> tenants,
            List<String> agentRoles) {}
}
