package io.golden.auth.revocation;

import io.golden.commons.revocation.RevocationFeed;
import io.golden.commons.wire.Revocation;
import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Revokes access tokens, each verb in the caller's transaction together with its event. Every service refuses what is
 * revoked within a second of the commit.
 *
 * <p>A token carries its owner's generation as it stood in the same row, in the same snapshot, as the role it was signed
 * with. A revocation raises the generation under the row's lock: a token that says what was true before it is always
 * of a lower one, whichever clock was ahead and however close the two were.
 */
@Singleton
public final class Revocations {
    private static final String TENANT = "default";

    private final RevocationRepository revocations;
    private final Outbox outbox;
    private final RevocationFeed feed;

    Revocations(RevocationRepository revocations, Outbox outbox, RevocationFeed feed) {
        this.revocations = revocations;
        this.outbox = outbox;
        this.feed = feed;
    }

    /** One token, until it expires. */
    public Uni<Void> token(SqlConnection tx, String tokenId, Instant expiresAt) {
        return revocations.insertToken(tx, tokenId, expiresAt).chain(revocation -> tell(tx, revocation));
    }

    /** Ends a session: neither its access tokens nor its refresh token work. False when it had ended before. */
    public Uni<Boolean> session(SqlConnection tx, UUID sessionId) {
        return revocations
                .endSession(tx, sessionId)
                .chain(ended -> ended
                        ? revocations
                                .insertSession(tx, sessionId)
                                .chain(revocation -> tell(tx, revocation))
                                .replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    /**
     * All tokens issued to a user so far, as when the role or the tenants changed. Sessions go on: a refresh gives a
     * token of what holds now.
     *
     * @param username as it stands in {@code users}; the row may be gone already
     */
    public Uni<Void> tokensOfUser(SqlConnection tx, String username) {
        return revocations.insertUser(tx, username, Optional.empty()).chain(revocation -> tell(tx, revocation));
    }

    /**
     * All tokens and all sessions of a user, as when disabled or deleted, or given a new password.
     *
     * @param except the session that goes on, with its tokens
     */
    public Uni<Void> sessionsOfUser(SqlConnection tx, String username, Optional<UUID> except) {
        return revocations
                .insertUser(tx, username, except)
                .chain(revocation -> tell(tx, revocation))
                .chain(() -> revocations.endSessionsOf(tx, username, except));
    }

    /** All tokens issued so far to a service account that was deleted, disabled or changed. */
    public Uni<Void> tokensOfAccount(SqlConnection tx, String name) {
        return revocations.insertAccount(tx, name).chain(revocation -> tell(tx, revocation));
    }

    /**
     * To be waited for after the commit and before the answer: then at least this replica refuses what was revoked. The
     * others hear of it on their own, so a failure is none.
     */
    public Uni<Void> known() {
        return feed.catchUp().onFailure().recoverWithNull();
    }

    private Uni<Void> tell(SqlConnection tx, Revocation revocation) {
        return outbox.append(tx, new OutgoingMessage(Revocation.SUBJECT, "auth.session.revoked", 1, TENANT, revocation))
                .replaceWithVoid();
    }
}
