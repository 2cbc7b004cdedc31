package io.golden.auth.session;

import io.golden.auth.revocation.Revocations;
import io.golden.auth.user.User;
import io.golden.auth.user.UserRepository;
import io.golden.commons.caller.Caller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Page;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Looks at one's own sessions and ends them; with {@code user.manage} also another user's. */
@Singleton
final class SessionAdministration {
    private static final Set<String> ACCOUNT_ROLES = Set.of("agent", "service");

    private final Transactions transactions;
    private final UserRepository users;
    private final SessionViews sessions;
    private final Revocations revocations;
    private final Audit audit;

    SessionAdministration(
            Transactions transactions,
            UserRepository users,
            SessionViews sessions,
            Revocations revocations,
            Audit audit) {
        this.transactions = transactions;
        this.users = users;
        this.sessions = sessions;
        this.revocations = revocations;
        this.audit = audit;
    }

    record Listing(List<SessionView> sessions, Optional<Long> total) {}

    /** Empty for an agent or a service, which has no sessions. */
    Uni<Listing> list(Caller caller, Optional<UUID> userId, Page page) {
        return ofOwner(
                caller,
                userId,
                new Listing(List.of(), Optional.of(0L)),
                (tx, owner) -> sessions.list(tx, owner.id(), page, caller.sessionId())
                        .chain(found -> page.count()
                                ? sessions.count(tx, owner.id()).map(total -> new Listing(found, Optional.of(total)))
                                : Uni.createFrom().item(new Listing(found, Optional.empty()))));
    }

    Uni<Optional<SessionView>> find(Caller caller, Optional<UUID> userId, UUID id) {
        return ofOwner(
                caller, userId, Optional.empty(), (tx, owner) -> sessions.find(tx, owner.id(), id, caller.sessionId()));
    }

    /** False when the user never had that session; ending one twice is no error. */
    Uni<Boolean> end(Caller caller, Optional<UUID> userId, UUID id) {
        return ofOwner(
                        caller,
                        userId,
                        false,
                        (tx, owner) -> sessions.exists(tx, owner.id(), id)
                                .chain(exists -> exists
                                        ? end(tx, caller, owner, id)
                                        : Uni.createFrom().item(false)))
                .call(revocations::known);
    }

    /** Ends all of them, the caller's own included. */
    Uni<Boolean> endAll(Caller caller, Optional<UUID> userId) {
        return ofOwner(
                        caller,
                        userId,
                        false,
                        (tx, owner) -> revocations
                                .sessionsOfUser(tx, owner.username(), Optional.empty())
                                .chain(() -> audit.append(tx, entry(caller, owner, "all")))
                                .replaceWith(true))
                .call(revocations::known);
    }

    private Uni<Boolean> end(SqlConnection tx, Caller caller, User owner, UUID id) {
        return revocations
                .session(tx, id)
                .call(ended -> ended
                        ? audit.append(tx, entry(caller, owner, id.toString()))
                        : Uni.createFrom().voidItem())
                .replaceWith(true);
    }

    private <T> Uni<T> ofOwner(Caller caller, Optional<UUID> userId, T nobody, OfOwner<T> work) {
        return transactions.run(tx -> owner(tx, caller, userId)
                .chain(owner -> owner.isPresent()
                        ? work.apply(tx, owner.get())
                        : Uni.createFrom().item(nobody)));
    }

    private Uni<Optional<User>> owner(SqlConnection tx, Caller caller, Optional<UUID> userId) {
        Uni<Optional<User>> self = ACCOUNT_ROLES.contains(caller.role())
                ? Uni.createFrom().item(Optional.empty())
                : users.byName(tx, caller.subject());
        return userId.isEmpty() ? self : self.chain(me -> named(tx, caller, me, userId.get()));
    }

    private Uni<Optional<User>> named(SqlConnection tx, Caller caller, Optional<User> me, UUID wanted) {
        if (me.map(User::id).filter(wanted::equals).isPresent()) {
            return Uni.createFrom().item(me);
        }
        if (!caller.may(Permission.USER_MANAGE)) {
            throw ApiException.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
        }
        return users.byId(tx, wanted).map(found -> {
            if (found.filter(user -> caller.tenants().covers(user.tenants())).isEmpty()) {
                throw ApiException.notFound("User " + wanted);
            }
            return found;
        });
    }

    private static AuditEntry entry(Caller caller, User owner, String session) {
        return new AuditEntry(
                caller.subject(),
                caller.role(),
                "auth.session.revoke",
                "session",
                session,
                Map.of("username", owner.username()));
    }

    private interface OfOwner<T> {
        Uni<T> apply(SqlConnection tx, User owner);
    }
}
