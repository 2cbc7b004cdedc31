package io.golden.auth.session;

import io.golden.auth.permission.RolePermissions;
import io.golden.auth.token.AccessTokens;
import io.golden.auth.token.Subject;
import io.golden.auth.user.User;
import io.golden.auth.user.UserRepository;
import io.golden.commons.caller.Caller;
import io.golden.commons.ids.Ids;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Logins that go on: opened, refreshed, ended. */
@Singleton
public final class Sessions {
    private static final Duration IDLE = Duration.ofDays(7);
    private static final Duration MOST = Duration.ofDays(30);
    /** How long a client may repeat the very refresh whose answer it lost. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final SessionRepository sessions;
    private final UserRepository users;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Audit audit;
    private final Duration browserIdle;

    @Inject
    Sessions(
            Transactions transactions,
            SessionRepository sessions,
            UserRepository users,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            Audit audit,
            SessionConfig config) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.users = users;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.audit = audit;
        this.browserIdle = Duration.ofSeconds(config.timeout());
    }

    /** Opens a session in the given transaction. */
    public Uni<SignedIn> open(SqlConnection tx, User user, Client client) {
        var token = refreshTokens.make(Ids.next(), 0);
        return sessions.insert(tx, user.id(), token, client, IDLE).map(_ -> signedIn(user, token));
    }

    /** Both tokens anew, or empty when the refresh token does not work (any more). */
    Uni<Optional<SignedIn>> refresh(String text, boolean byCookie) {
        return RefreshToken.parse(text)
                .map(token -> transactions.run(tx -> refresh(tx, token, byCookie ? browserIdle : IDLE)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Ends a session; its refresh token works no more. Ending it twice is no error. */
    Uni<Void> end(Caller caller, Optional<UUID> sessionId) {
        return transactions.run(tx -> sessionId
                .map(id -> sessions.revoke(tx, id))
                .orElseGet(() -> Uni.createFrom().item(false))
                .chain(() -> audit.append(tx, logout(caller, sessionId))));
    }

    private Uni<Optional<SignedIn>> refresh(SqlConnection tx, RefreshToken token, Duration mostIdle) {
        var successor = refreshTokens.successor(token);
        return sessions.rotate(tx, token, successor, mostIdle, IDLE, MOST)
                .chain(rotated -> rotated.isPresent()
                        ? signedIn(tx, rotated.get(), successor)
                        : notTheCurrentOne(tx, token, successor));
    }

    /** The client's own retry gets the same successor; any other reuse means that two hold the token: the family ends. */
    private Uni<Optional<SignedIn>> notTheCurrentOne(SqlConnection tx, RefreshToken token, RefreshToken successor) {
        if (!refreshTokens.isOurs(token)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return sessions.live(tx, token.sessionId(), RETRY).chain(live -> {
            if (live.isEmpty() || live.get().generation() <= token.generation()) {
                return Uni.createFrom().item(Optional.<SignedIn>empty());
            }
            var retry = live.get().justRotated() && live.get().generation() == successor.generation();
            return retry
                    ? signedIn(tx, live.get(), successor)
                    : sessions.revoke(tx, token.sessionId()).replaceWith(Optional.<SignedIn>empty());
        });
    }

    private Uni<Optional<SignedIn>> signedIn(SqlConnection tx, Session session, RefreshToken token) {
        return users.byId(tx, session.userId())
                .map(user -> user.filter(User::enabled).map(enabled -> signedIn(enabled, token)));
    }

    private SignedIn signedIn(User user, RefreshToken token) {
        var permissions = permissions(user);
        var subject = new Subject(
                user.username(),
                user.role(),
                permissions,
                user.tenants(),
                List.of(),
                Optional.of(token.sessionId().toString()),
                user.tokenGeneration());
        return new SignedIn(accessTokens.issue(subject), token.text(), user, permissions);
    }

    /** Whoever must change the password first may do what needs a login only, which that does. */
    private static List<String> permissions(User user) {
        return user.mustChangePassword() ? List.of() : RolePermissions.ofUser(user.role());
    }

    private static AuditEntry logout(Caller caller, Optional<UUID> sessionId) {
        return new AuditEntry(
                caller.subject(),
                caller.role(),
                "auth.logout",
                "session",
                sessionId.map(UUID::toString).orElse(""),
                Map.of());
    }
}
