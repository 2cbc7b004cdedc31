package io.golden.commons.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.wire.Revocation;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RevokedTokensTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final RevokedTokens revoked = new RevokedTokens(now::get);

    private static TokenMarks token(String id, UUID session, String name, long generation) {
        return TokenMarks.of(id, Optional.of(session), "operator", name, generation);
    }

    private static Revocation of(String kind, String id, Optional<Long> generation, Optional<UUID> except) {
        var exceptHash = except.map(session -> Revocation.hash(Revocation.SESSION, session.toString()));
        return new Revocation(kind, Revocation.hash(kind, id), generation, exceptHash, NOON.plusSeconds(990));
    }

    private static Revocation user(String name, long generation, Optional<UUID> except) {
        return of(Revocation.USER, name, Optional.of(generation), except);
    }

    @Test
    void aTokenIsRevokedByItselfOrWithItsSession() {
        revoked.add(of(Revocation.TOKEN, "a", Optional.empty(), Optional.empty()));
        revoked.add(of(Revocation.SESSION, ONE.toString(), Optional.empty(), Optional.empty()));

        assertThat(revoked.includes(token("a", TWO, "alice", 1))).isTrue();
        assertThat(revoked.includes(token("b", ONE, "alice", 1))).isTrue();
        assertThat(revoked.includes(token("b", TWO, "alice", 1))).isFalse();
    }

    @Test
    void whatWasSignedBeforeIsRevokedAndWhatWasSignedAfterIsNot() {
        revoked.add(user("alice", 7, Optional.empty()));

        assertThat(revoked.includes(token("a", ONE, "alice", 6))).isTrue();
        assertThat(revoked.includes(token("a", ONE, "alice", 7))).isFalse();
        assertThat(revoked.includes(token("a", ONE, "bob", 6))).isFalse();
        assertThat(revoked.includes(TokenMarks.of("a", Optional.empty(), "agent", "alice", 6)))
                .as("an account of the same name")
                .isFalse();
    }

    @Test
    void theSessionThatGoesOnDoesUntilTheNextRevocation() {
        revoked.add(user("alice", 7, Optional.of(ONE)));
        assertThat(revoked.includes(token("a", ONE, "alice", 6))).isFalse();
        assertThat(revoked.includes(token("a", TWO, "alice", 6))).isTrue();

        revoked.add(user("alice", 8, Optional.of(TWO)));

        assertThat(revoked.includes(token("a", ONE, "alice", 6))).isTrue();
        assertThat(revoked.includes(token("a", TWO, "alice", 6))).isTrue();
        assertThat(revoked.includes(token("a", TWO, "alice", 7))).isFalse();
    }

    @Test
    void theOrderAndTheNumberOfTimesDoNotMatter() {
        for (int i = 0; i < 3; i++) {
            revoked.add(user("alice", 8, Optional.empty()));
            revoked.add(user("alice", 7, Optional.empty()));
            revoked.add(user("alice", 7, Optional.of(ONE)));
        }

        assertThat(revoked.size()).isEqualTo(1);
        assertThat(revoked.includes(token("a", ONE, "alice", 7))).isTrue();
        assertThat(revoked.includes(token("a", ONE, "alice", 8))).isFalse();
    }

    @Test
    void aKindOfALaterVersionIsIgnored() {
        revoked.add(of("planet", "earth", Optional.empty(), Optional.empty()));

        assertThat(revoked.size()).isZero();
    }

    @Test
    void anEntryGoesWithTheLastTokenItRevokes() {
        revoked.add(user("alice", 7, Optional.empty()));
        revoked.add(of(Revocation.SESSION, ONE.toString(), Optional.empty(), Optional.empty()));
        now.set(NOON.plusSeconds(990));
        revoked.forgetExpired();
        assertThat(revoked.size()).isEqualTo(2);
        now.set(NOON.plusSeconds(991));

        revoked.forgetExpired();

        assertThat(revoked.size()).isZero();
    }
}
