package io.golden.auth.login;

import io.golden.auth.attempt.Attempt;
import io.golden.auth.attempt.AttemptKey;
import io.golden.auth.attempt.LoginAttempts;
import io.golden.auth.password.Passwords;
import io.golden.auth.refusal.Refusals;
import io.golden.auth.session.Client;
import io.golden.auth.session.Sessions;
import io.golden.auth.session.SignedIn;
import io.golden.auth.user.User;
import io.golden.auth.user.UserRepository;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Lets people in, or not, and leaves no clue which of their words was wrong. */
@Singleton
final class Login {
    private static final Logger LOG = Logger.getLogger(Login.class);
    private static final String ANONYMOUS = "anonymous";

    private final Transactions transactions;
    private final UserRepository users;
    private final Passwords passwords;
    private final Sessions sessions;
    private final LoginAttempts attempts;
    private final Refusals refusals;
    private final ShedLogins shedLogins;
    private final LoginMetrics metrics;
    private final Audit audit;

    Login(
            Transactions transactions,
            UserRepository users,
            Passwords passwords,
            Sessions sessions,
            LoginAttempts attempts,
            Refusals refusals,
            ShedLogins shedLogins,
            LoginMetrics metrics,
            Audit audit) {
        this.transactions = transactions;
        this.users = users;
        this.passwords = passwords;
        this.sessions = sessions;
        this.attempts = attempts;
        this.refusals = refusals;
        this.shedLogins = shedLogins;
        this.metrics = metrics;
        this.audit = audit;
    }

    Uni<LoginOutcome> login(String username, String password, Client client) {
        var key = AttemptKey.of(username, client.address());
        return toItsEnd(attempts.begin(key)
                .chain(attempt -> switch (attempt) {
                    case Attempt.Counted counted -> look(key, counted, username.strip(), password, client);
                    case Attempt.Refused(var remaining) -> locked(key, username, remaining);
                })
                .invoke(metrics::count));
    }

    /**
     * Whoever closes the connection meanwhile takes nothing back: a wrong guess would go without its audit row, and a right
     * one would stay counted against its user.
     */
    private static <T> Uni<T> toItsEnd(Uni<T> attempt) {
        return Uni.createFrom().emitter(caller -> attempt.subscribe().with(caller::complete, caller::fail));
    }

    private Uni<LoginOutcome> look(
            AttemptKey key, Attempt.Counted counted, String username, String password, Client client) {
        return find(username)
                .chain(found -> compare(password, found))
                .onFailure()
                .call(() -> attempts.notLookedAt(key, counted))
                .onFailure(Login::isShed)
                .call(shedLogins::hold)
                .chain(seen -> seen.right()
                        ? letIn(key, counted, seen.user().orElseThrow(), password, client)
                        : refuse(username, seen.user()));
    }

    private static boolean isShed(Throwable failure) {
        return failure instanceof ApiException refusal && refusal.code() == ErrorCode.UNAVAILABLE;
    }

    private Uni<Seen> compare(String password, Optional<User> found) {
        var hash = found.filter(User::enabled).map(User::passwordHash);
        return passwords.matches(password, hash).map(right -> new Seen(found, right));
    }

    /** PostgreSQL knows no text with a NUL in it, so there is no such user either. */
    private Uni<Optional<User>> find(String username) {
        return username.indexOf('\0') >= 0
                ? Uni.createFrom().item(Optional.empty())
                : transactions.run(tx -> users.byName(tx, username));
    }

    /** Hashing took a while: whoever was disabled or given a new password meanwhile comes too late. */
    private Uni<LoginOutcome> letIn(
            AttemptKey key, Attempt.Counted counted, User user, String password, Client client) {
        return transactions
                .run(tx -> users.unchanged(tx, user)
                        .chain(still -> still.map(fresh -> sessions.open(tx, fresh, client)
                                        .call(() -> audit.append(tx, success(fresh)))
                                        .map(Optional::of))
                                .orElseGet(() -> Uni.createFrom().item(Optional.<SignedIn>empty()))))
                .chain(signedIn -> signedIn.isPresent()
                        ? attempts.succeeded(key, counted)
                                .chain(() -> rehash(user, password))
                                .replaceWith(new LoginOutcome.Success(signedIn.get()))
                        : refuse(user.username(), Optional.of(user)));
    }

    /** After the cost has risen. It is no reason to refuse a login when there is no time for it now. */
    private Uni<Void> rehash(User user, String password) {
        if (!passwords.isOutdated(user.passwordHash())) {
            return Uni.createFrom().voidItem();
        }
        return passwords
                .hash(password)
                .chain(hash -> transactions.run(tx -> users.rehash(tx, user, hash)))
                .onFailure()
                .invoke(failure -> LOG.debugf("A password is hashed anew at a later login: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<LoginOutcome> refuse(String username, Optional<User> found) {
        var reason = found.map(user -> user.enabled() ? "wrong_password" : "disabled")
                .orElse("unknown_user");
        var role = found.map(User::role).orElse(ANONYMOUS);
        return transactions
                .run(tx -> audit.append(
                        tx, entry("auth.login.fail", Refusals.shown(username), role, Map.of("reason", reason))))
                .replaceWith(new LoginOutcome.InvalidCredentials());
    }

    private Uni<LoginOutcome> locked(AttemptKey key, String username, Duration remaining) {
        return refusals.login(username.strip(), key.address()).replaceWith(new LoginOutcome.Locked(remaining));
    }

    private static AuditEntry success(User user) {
        return entry("auth.login.success", user.username(), user.role(), Map.of());
    }

    private static AuditEntry entry(String action, String username, String role, Map<String, Object> details) {
        return new AuditEntry(username, role, action, "user", username, details);
    }

    private record Seen(Optional<User> user, boolean right) {}
}
