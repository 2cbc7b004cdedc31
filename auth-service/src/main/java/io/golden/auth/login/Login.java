package io.golden.auth.login;

import io.golden.auth.password.Passwords;
import io.golden.auth.session.Client;
import io.golden.auth.session.Sessions;
import io.golden.auth.user.User;
import io.golden.auth.user.UserRepository;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** Lets people in, or not, and leaves no clue which of their words was wrong. */
@Singleton
final class Login {
    private static final String ANONYMOUS = "anonymous";
    private static final int MOST_AUDITED_CHARACTERS = 128;

    private static final int MOST_LOCKED_WRITTEN_AT_ONCE = 2;

    private final Semaphore lockedBeingWritten = new Semaphore(MOST_LOCKED_WRITTEN_AT_ONCE);
    private final LongAdder lockedNotWritten = new LongAdder();
    private final Transactions transactions;
    private final UserRepository users;
    private final Passwords passwords;
    private final Sessions sessions;
    private final LoginAttempts attempts;
    private final LoginMetrics metrics;
    private final Audit audit;

    Login(
            Transactions transactions,
            UserRepository users,
            Passwords passwords,
            Sessions sessions,
            LoginAttempts attempts,
            LoginMetrics metrics,
            Audit audit) {
        this.transactions = transactions;
        this.users = users;
        this.passwords = passwords;
        this.sessions = sessions;
        this.attempts = attempts;
        this.metrics = metrics;
        this.audit = audit;
    }

    Uni<LoginOutcome> login(String username, String password, Client client) {
        var key = AttemptKey.of(username, client.address());
        return attempts.begin(key)
                .chain(attempt -> switch (attempt) {
                    case Attempt.Counted() -> look(key, username.strip(), password, client);
                    case Attempt.Refused(var remaining) -> locked(username, remaining);
                })
                .invoke(metrics::count);
    }

    private Uni<LoginOutcome> look(AttemptKey key, String username, String password, Client client) {
        return find(username)
                .chain(found -> compare(password, found))
                .onFailure()
                .call(() -> attempts.notLookedAt(key))
                .chain(seen ->
                        seen.right() ? letIn(key, seen.user().orElseThrow(), client) : refuse(username, seen.user()));
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

    private Uni<LoginOutcome> letIn(AttemptKey key, User user, Client client) {
        return transactions
                .run(tx -> sessions.open(tx, user, client)
                        .call(() ->
                                audit.append(tx, entry("auth.login.success", user.username(), user.role(), Map.of()))))
                .call(() -> attempts.succeeded(key))
                .map(LoginOutcome.Success::new);
    }

    private Uni<LoginOutcome> refuse(String username, Optional<User> found) {
        var reason = found.map(user -> user.enabled() ? "wrong_password" : "disabled")
                .orElse("unknown_user");
        return record(username, found.map(User::role).orElse(ANONYMOUS), Map.of("reason", reason))
                .replaceWith(new LoginOutcome.InvalidCredentials());
    }

    /**
     * Written like every refusal, but never by more than a few at once: a flood of refused attempts must not take the
     * database's connections from those who are logged in. The next row says how many were left out.
     */
    private Uni<LoginOutcome> locked(String username, Duration remaining) {
        var outcome = new LoginOutcome.Locked(remaining);
        if (!lockedBeingWritten.tryAcquire()) {
            lockedNotWritten.increment();
            return Uni.createFrom().item(outcome);
        }
        var details = Map.<String, Object>of("reason", "locked", "not_written_before", lockedNotWritten.sumThenReset());
        return record(username.strip(), ANONYMOUS, details)
                .onTermination()
                .invoke(lockedBeingWritten::release)
                .replaceWith(outcome);
    }

    private Uni<Void> record(String username, String role, Map<String, Object> details) {
        var name = username.replace("\0", "");
        var shown = name.substring(0, Math.min(name.length(), MOST_AUDITED_CHARACTERS));
        return transactions.run(tx -> audit.append(tx, entry("auth.login.fail", shown, role, details)));
    }

    private static AuditEntry entry(String action, String username, String role, Map<String, Object> details) {
        return new AuditEntry(username, role, action, "user", username, details);
    }

    private record Seen(Optional<User> user, boolean right) {}
}
