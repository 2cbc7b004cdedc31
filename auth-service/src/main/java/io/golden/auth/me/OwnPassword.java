package io.golden.auth.me;

import io.golden.auth.attempt.Attempt;
import io.golden.auth.attempt.AttemptKey;
import io.golden.auth.attempt.LoginAttempts;
import io.golden.auth.password.Passwords;
import io.golden.auth.revocation.Revocations;
import io.golden.auth.user.User;
import io.golden.auth.user.UserRepository;
import io.golden.commons.caller.Caller;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes the caller's own password. The current one is guessed at no better here than at login: both count the same
 * attempts.
 */
@Singleton
final class OwnPassword {
    private final Transactions transactions;
    private final UserRepository users;
    private final Passwords passwords;
    private final LoginAttempts attempts;
    private final Revocations revocations;
    private final Audit audit;

    @Inject
    OwnPassword(
            Transactions transactions,
            UserRepository users,
            Passwords passwords,
            LoginAttempts attempts,
            Revocations revocations,
            Audit audit) {
        this.transactions = transactions;
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
        this.revocations = revocations;
        this.audit = audit;
    }

    /** @param session the caller's, which goes on while all others end */
    Uni<PasswordOutcome> change(Caller caller, Optional<UUID> session, String address, PasswordRequest request) {
        if (request.current().equals(request.wanted())) {
            return Uni.createFrom().item(new PasswordOutcome.Same());
        }
        var key = AttemptKey.of(caller.subject(), address);
        return attempts.begin(key).chain(attempt -> switch (attempt) {
            case Attempt.Counted counted -> look(key, counted, caller, session, request);
            case Attempt.Refused(var remaining) ->
                Uni.createFrom().item(new PasswordOutcome.TooManyAttempts(remaining));
        });
    }

    private Uni<PasswordOutcome> look(
            AttemptKey key, Attempt.Counted counted, Caller caller, Optional<UUID> session, PasswordRequest request) {
        return transactions
                .run(tx -> users.byName(tx, caller.subject()))
                .chain(found -> passwords
                        .matches(request.current(), found.filter(User::enabled).map(User::passwordHash))
                        .map(right -> found.filter(_ -> right)))
                .onFailure()
                .call(() -> attempts.notLookedAt(key, counted))
                .chain(found -> found.map(
                                user -> attempts.succeeded(key, counted).chain(() -> set(user, session, request)))
                        .orElseGet(() -> refused(caller)));
    }

    private Uni<PasswordOutcome> set(User user, Optional<UUID> session, PasswordRequest request) {
        return passwords
                .hash(request.wanted())
                .chain(hash -> transactions.run(tx ->
                        users.setPassword(tx, user, hash).chain(set -> set ? tell(tx, user, session) : overtaken())));
    }

    private Uni<PasswordOutcome> tell(SqlConnection tx, User user, Optional<UUID> session) {
        return revocations
                .sessionsOfUser(tx, user.username(), session)
                .chain(() -> audit.append(tx, entry(user.username(), user.role(), "auth.user.password")))
                .replaceWith(new PasswordOutcome.Changed());
    }

    private Uni<PasswordOutcome> refused(Caller caller) {
        return transactions
                .run(tx -> audit.append(tx, entry(caller.subject(), caller.role(), "auth.user.password_refused")))
                .replaceWith(new PasswordOutcome.WrongCurrent());
    }

    private static Uni<PasswordOutcome> overtaken() {
        return Uni.createFrom().item(new PasswordOutcome.Overtaken());
    }

    private static AuditEntry entry(String username, String role, String action) {
        return new AuditEntry(username, role, action, "user", username, Map.of());
    }
}
