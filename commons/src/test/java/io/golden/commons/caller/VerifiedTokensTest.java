package io.golden.commons.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.revocation.RevokedTokens;
import io.golden.commons.wire.Revocation;
import io.smallrye.mutiny.Uni;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private record Key(String getAlgorithm) implements PublicKey {
        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    private static final class Published implements PublicKeys {
        private final Map<String, PublicKey> keys = new HashMap<>();

        @Override
        public Uni<Optional<PublicKey>> find(String kid) {
            return Uni.createFrom().item(known(kid));
        }

        @Override
        public Optional<PublicKey> known(String kid) {
            return Optional.ofNullable(keys.get(kid));
        }
    }

    private final Published published = new Published();
    private final RevokedTokens revoked = new RevokedTokens();
    private final Key key = new Key("one");

    private VerifiedTokens at(Instant time) {
        return new VerifiedTokens(published, revoked, Duration.ofSeconds(30), Clock.fixed(time, ZoneOffset.UTC));
    }

    private static Caller expiringAt(Instant time) {
        return new Caller("alice", "operator", Set.of(), new Tenants.All(), Set.of(), "jti", time, Optional.empty(), 1);
    }

    @Test
    void aVerifiedTokenIsFoundUntilItExpires() {
        published.keys.put("k", key);
        var fresh = at(NOON);
        fresh.keep("a", "k", key, expiringAt(NOON.minusSeconds(29)));
        fresh.keep("b", "k", key, expiringAt(NOON.minusSeconds(31)));

        assertThat(fresh.find("a")).isPresent();
        assertThat(fresh.find("b")).isEmpty();
        assertThat(fresh.find("c")).isEmpty();
    }

    @Test
    void aWithdrawnOrReplacedKeyTakesItsTokensAlong() {
        published.keys.put("k", key);
        var tokens = at(NOON);
        tokens.keep("a", "k", key, expiringAt(NOON.plusSeconds(900)));
        published.keys.put("k", new Key("two"));
        assertThat(tokens.find("a")).isEmpty();
        published.keys.put("k", key);

        assertThat(tokens.find("a")).isEmpty();
    }

    @Test
    void aRevokedTokenIsNotFoundHoweverOftenItWasBefore() {
        published.keys.put("k", key);
        var tokens = at(NOON);
        var caller = expiringAt(NOON.plusSeconds(900));
        assertThat(tokens.keep("a", "k", key, caller)).isTrue();
        assertThat(tokens.find("a")).isPresent();

        revoked.add(new Revocation(
                Revocation.TOKEN,
                Revocation.hash(Revocation.TOKEN, "jti"),
                Optional.empty(),
                Optional.empty(),
                NOON.plusSeconds(990)));

        assertThat(tokens.find("a")).isEmpty();
        assertThat(tokens.keep("a", "k", key, caller)).isFalse();
        assertThat(tokens.find("a")).isEmpty();
    }

    @Test
    void memoryIsBounded() {
        published.keys.put("k", key);
        var tokens = at(NOON);
        for (int i = 0; i < 10_000; i++) {
            tokens.keep("t" + i, "k", key, expiringAt(NOON.plusSeconds(900)));
        }

        assertThat(tokens.find("t0")).isEmpty();
        assertThat(tokens.find("t9999")).isPresent();
    }
}
