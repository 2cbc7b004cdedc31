package io.golden.auth.session;

import io.golden.auth.permission.RolePermissions;
import io.golden.auth.revocation.Revocations;
import io.golden.auth.token.AccessTokens;
import io.golden.auth.token.Subject;
import io.golden.auth.user.User;
import io.golden.auth.user.UserRepository;
import io.golden.commons.caller.Caller;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.ids.Ids;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.ConnectException;
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
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Pool pool;
    private final Transactions transactions;
    private final SessionRepository sessions;
    private final UserRepository users;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Revocations revocations;
    private final Audit audit;
    private final Duration browserIdle;

    @Inject
    Sessions(
            Pool pool,
            Transactions transactions,
            SessionRepository sessions,
            UserRepository users,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            Revocations revocations,
            Audit audit,
            SessionConfig config) {
        this.pool = pool;
        this.transactions = transactions;
        this.sessions = sessions;
        this.users = users;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.revocations = revocations;
        this.audit = audit;
        this.browserIdle = Duration.ofSeconds(config.timeout());
    }

    /**
     * Opens a session in the given transaction. Fails with 401 when the user was disabled, or given a new password or
     * role, since {@code user} was read: what was proved then says nothing of now.
     */
    public Uni<SignedIn> open(SqlConnection tx, User user, Client client) {
        var token = refreshTokens.make(Ids.next(), 0);
        return sessions.insert(tx, user, token, client, IDLE).map(inserted -> {
            if (!inserted) {
                throw ApiException.of(ErrorCode.INVALID_CREDENTIALS, "auth.invalid_credentials: Invalid credentials");
            }
            return signedIn(user, token);
        });
    }

    /** Both tokens anew, or empty when the refresh token does not work (any more). */
    Uni<Optional<SignedIn>> refresh(String text, boolean byCookie) {
        return RefreshToken.parse(text)
                .map(token -> refresh(token, byCookie ? browserIdle : IDLE))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /**
     * The one statement of a token that works commits by itself: nothing is locked while the access token is signed. An
     * answer that is lost, here or on the way, leaves the client its ten seconds to ask again.
     */
    private Uni<Optional<SignedIn>> refresh(RefreshToken token, Duration mostIdle) {
        var successor = refreshTokens.successor(token);
        return sessions.rotate(pool, token, successor, mostIdle, IDLE, MOST)
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new ConnectException("no connection of the pool became free"))
                .chain(owner -> owner.map(user -> Uni.createFrom().item(Optional.of(signedIn(user, successor))))
                        .orElseGet(() -> transactions.run(tx -> notTheCurrentOne(tx, token, successor))));
    }

    /**
     * Ends the caller's session with all its tokens; an agent's or a service's single token, since it has no session.
     * Ending it twice is no error.
     */
    Uni<Void> end(Caller caller) {
        var resource = caller.sessionId().map(UUID::toString).orElseGet(caller::tokenId);
        var logout = new AuditEntry(caller.subject(), caller.role(), "auth.logout", "session", resource, Map.of());
        return transactions
                .run(tx -> caller.sessionId()
                        .map(id -> revocations.session(tx, id).replaceWithVoid())
                        .orElseGet(() -> revocations.token(tx, caller.tokenId(), caller.expiresAt()))
                        .chain(() -> audit.append(tx, logout)))
                .call(revocations::known);
    }

    /** The client's own retry gets the same successor; any other reuse means that two hold the token: the family ends. */
    private Uni<Optional<SignedIn>> notTheCurrentOne(SqlConnection tx, RefreshToken token, RefreshToken successor) {
        if (!refreshTokens.isOurs(token)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return sessions.live(tx, token).chain(live -> {
            if (live.isEmpty() || live.get().generation() <= token.generation()) {
                return Uni.createFrom().item(Optional.<SignedIn>empty());
            }
            return live.get().justRotated()
                    ? signedIn(tx, live.get(), successor)
                    : endFamily(tx, live.get()).replaceWith(Optional.<SignedIn>empty());
        });
    }

    private Uni<Void> endFamily(SqlConnection tx, Session session) {
        return revocations
                .session(tx, session.id())
                .chain(() -> users.byId(tx, session.userId()))
                .chain(user -> audit.append(
                        tx,
                        new AuditEntry(
                                user.map(User::username).orElse(""),
                                user.map(User::role).orElse(""),
                                "auth.session.revoke",
                                "session",
                                session.id().toString(),
                                Map.of("reason", "refresh_token_reused"))));
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
}
