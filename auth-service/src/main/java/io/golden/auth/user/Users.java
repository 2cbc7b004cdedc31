package io.golden.auth.user;

import io.golden.auth.attempt.LoginAttempts;
import io.golden.auth.password.PasswordProof;
import io.golden.auth.password.Passwords;
import io.golden.auth.revocation.Revocations;
import io.golden.commons.caller.Caller;
import io.golden.commons.ids.Ids;
import io.golden.commons.page.Page;
import io.golden.data.audit.Audit;
import io.golden.data.idempotency.IdempotencyKeys;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The administration of people. Passwords are hashed before the transaction: no connection waits for bcrypt. */
@Singleton
final class Users {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Transactions transactions;
    private final UserQueries queries;
    private final UserWrites writes;
    private final Passwords passwords;
    private final PasswordProof proof;
    private final Revocations revocations;
    private final LoginAttempts attempts;
    private final IdempotencyKeys keys;
    private final Audit audit;
    private final Event<ProfileChanged> changed;

    @Inject
    Users(
            Transactions transactions,
            UserQueries queries,
            UserWrites writes,
            Passwords passwords,
            PasswordProof proof,
            Revocations revocations,
            LoginAttempts attempts,
            IdempotencyKeys keys,
            Audit audit,
            Event<ProfileChanged> changed) {
        this.transactions = transactions;
        this.queries = queries;
        this.writes = writes;
        this.passwords = passwords;
        this.proof = proof;
        this.revocations = revocations;
        this.attempts = attempts;
        this.keys = keys;
        this.audit = audit;
        this.changed = changed;
    }

    Uni<UserOutcome> create(Caller caller, Optional<String> key, UserRequest request) {
        var tenants = Optional.ofNullable(request.tenants())
                .map(named -> named.stream().distinct().toList())
                .orElseGet(() -> List.of(caller.tenantOr(Optional.empty())));
        tenants.forEach(caller::requireTenant);
        return passwords
                .hash(request.password())
                .map(hash -> request.user(Ids.next(), hash, tenants))
                .chain(user -> transactions.run(tx -> keys.once(
                        tx,
                        key,
                        caller,
                        "POST /users",
                        request.compared(proof.of(request.password())),
                        UserView.class,
                        () -> insert(tx, caller, user))))
                .<UserOutcome>map(UserOutcome.Created::new)
                .onFailure(Users::isTaken)
                .recoverWithItem(failure -> taken(request.username(), request.email(), failure));
    }

    private Uni<UserView> insert(SqlConnection tx, Caller caller, NewUser user) {
        return writes.insert(tx, user)
                .call(created -> audit.append(tx, UserAudit.created(caller, created)))
                .map(UserView::of);
    }

    Uni<List<User>> list(UserQueries.Filter filter, Page page) {
        return transactions.run(tx -> queries.list(tx, filter, page));
    }

    Uni<Long> count(UserQueries.Filter filter) {
        return transactions.run(tx -> queries.count(tx, filter));
    }

    Uni<Optional<UserView>> find(Caller caller, UUID id) {
        return transactions
                .run(tx -> queries.find(tx, id, caller.tenants().filter()))
                .map(found -> found.map(UserView::of));
    }

    Uni<UserOutcome> change(Caller caller, UUID id, UserChange change) {
        Optional.ofNullable(change.tenants()).ifPresent(tenants -> tenants.forEach(caller::requireTenant));
        return hash(Optional.ofNullable(change.password()))
                .chain(hash -> transactions.run(tx -> lock(tx, caller, id, change.mayTakeAnAdminAway())
                        .chain(found -> found.map(user -> change(tx, caller, user, change, hash))
                                .orElseGet(Users::unknown))))
                .invoke(this::tell)
                .onFailure(Users::isTaken)
                .recoverWithItem(failure -> taken("", change.email(), failure));
    }

    private void tell(UserOutcome outcome) {
        if (outcome instanceof UserOutcome.Changed(var user)) {
            changed.fire(new ProfileChanged(user.username()));
        }
    }

    private Uni<Optional<String>> hash(Optional<String> password) {
        return password.map(text -> passwords.hash(text).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Admins first and then the user: whoever changes admins locks in the same order. */
    private Uni<Optional<User>> lock(SqlConnection tx, Caller caller, UUID id, boolean mayTakeAnAdminAway) {
        Uni<Void> admins =
                mayTakeAnAdminAway ? writes.lockAdmins(tx) : Uni.createFrom().voidItem();
        return admins.chain(() -> writes.lock(tx, id, caller.tenants().filter()));
    }

    private Uni<UserOutcome> change(
            SqlConnection tx, Caller caller, User user, UserChange change, Optional<String> hash) {
        return writes.change(tx, change.applied(user), hash)
                .chain(written -> written.map(changed -> revoke(tx, user, changed)
                                .chain(() -> audit.append(tx, UserAudit.changed(caller, user, changed)))
                                .<UserOutcome>replaceWith(new UserOutcome.Changed(UserView.of(changed))))
                        .orElseGet(Users::lastAdmin));
    }

    /** Who was disabled or has a new password logs in again; a role or tenants that changed need new tokens only. */
    private Uni<Void> revoke(SqlConnection tx, User before, User after) {
        var out =
                (before.enabled() && !after.enabled()) || !before.passwordHash().equals(after.passwordHash());
        if (out) {
            return revocations.sessionsOfUser(tx, before.username(), Optional.empty());
        }
        var same = before.role().equals(after.role())
                && before.tenants().equals(after.tenants())
                && before.mustChangePassword() == after.mustChangePassword();
        return same ? Uni.createFrom().voidItem() : revocations.tokensOfUser(tx, before.username());
    }

    Uni<UserOutcome> delete(Caller caller, UUID id) {
        return transactions.run(tx -> lock(tx, caller, id, true)
                .chain(found -> found.map(user -> delete(tx, caller, user)).orElseGet(Users::unknown)));
    }

    private Uni<UserOutcome> delete(SqlConnection tx, Caller caller, User user) {
        return writes.delete(tx, user.id())
                .chain(deleted -> deleted
                        ? revocations
                                .sessionsOfUser(tx, user.username(), Optional.empty())
                                .chain(() -> audit.append(tx, UserAudit.of(caller, "auth.user.delete", user)))
                                .<UserOutcome>replaceWith(new UserOutcome.Deleted())
                        : lastAdmin());
    }

    /** Empty when there is no such user, else whether Redis could be told. */
    Uni<Optional<Boolean>> unlock(Caller caller, UUID id) {
        return transactions
                .run(tx -> queries.find(tx, id, caller.tenants().filter())
                        .call(found -> audit.appendAll(
                                tx,
                                found.stream()
                                        .map(user -> UserAudit.of(caller, "auth.user.unlock", user))
                                        .toList())))
                .chain(found -> found.map(
                                user -> attempts.unlock(user.username()).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState());
    }

    private static UserOutcome taken(String username, String email, Throwable failure) {
        return switch (((PgException) failure).getConstraint()) {
            case "users_email_key" -> new UserOutcome.Taken("The email address " + email);
            case null, default -> new UserOutcome.Taken("The name " + username);
        };
    }

    private static Uni<UserOutcome> unknown() {
        return Uni.createFrom().item(new UserOutcome.Unknown());
    }

    private static Uni<UserOutcome> lastAdmin() {
        return Uni.createFrom().item(new UserOutcome.LastAdmin());
    }
}
