package io.golden.commons.caller;

import static io.golden.test.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.revocation.RevokedTokens;
import io.golden.commons.wire.Revocation;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RevokedCallerTest {
    @Inject
    TokenVerifier verifier;

    @Inject
    CallerWatch watch;

    @Inject
    RevokedTokens revoked;

    private static int statusWith(String token) {
        return given().auth().oauth2(token).get("/api/v1/provoke/me").statusCode();
    }

    @Test
    void aTokenThatWasGoodIsRefusedWithinASecondOfItsRevocationOnTheList() {
        var id = UUID.randomUUID().toString();
        var token = Tokens.user("alice", "operator").claim("jti", id).sign();
        assertThat(statusWith(token)).isEqualTo(200);
        assertThat(verifier.verify(token)).isPresent();

        Servers.auth().revoke(Revocation.TOKEN, Revocation.hash(Revocation.TOKEN, id));

        eventually(Duration.ofSeconds(30), () -> assertThat(statusWith(token)).isEqualTo(401));
        assertThat(verifier.verify(token)).isEmpty();
        assertThat(statusWith(Tokens.user("alice", "operator").sign())).isEqualTo(200);
    }

    @Test
    void withAuthDownWhatWasRevokedStaysRevoked() {
        var session = UUID.randomUUID().toString();
        var token = Tokens.user("alice", "operator").claim("sid", session).sign();
        Servers.auth().revoke(Revocation.SESSION, Revocation.hash(Revocation.SESSION, session));
        eventually(Duration.ofSeconds(30), () -> assertThat(statusWith(token)).isEqualTo(401));
        Servers.auth().stop();
        try {
            assertThat(statusWith(token)).isEqualTo(401);
            assertThat(statusWith(Tokens.user("alice", "operator").sign())).isEqualTo(200);
        } finally {
            Servers.auth().resume();
        }
    }

    @Test
    void aStreamEndsWhenItsCallerIsRevokedAndAnotherGoesOn() {
        var mine = stream("eve-of-the-stream");
        var others = stream("adam-of-the-stream");
        mine.awaitNextItems(2);

        revoked.add(new Revocation(
                Revocation.USER,
                Revocation.hash(Revocation.USER, "eve-of-the-stream"),
                Optional.of(2L),
                Optional.empty(),
                Instant.now().plusSeconds(60)));

        mine.awaitCompletion(Duration.ofSeconds(30));
        others.awaitNextItems(2).assertNotTerminated();
        others.cancel();
    }

    @Test
    void aStreamThatIsOverEnds() {
        var caller = verifier.verify(Tokens.user("alice", "operator").sign()).orElseThrow();

        var items = watch.whileGood(caller, Multi.createFrom().items(1, 2, 3))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(30));

        assertThat(items).containsExactly(1, 2, 3);
        assertThat(watch.isRevoked(caller)).isFalse();
    }

    private AssertSubscriber<Long> stream(String user) {
        var token = Tokens.user(user, "operator").claim("gen", 1).sign();
        var caller = verifier.verify(token).orElseThrow();
        return watch.whileGood(caller, Multi.createFrom().ticks().every(Duration.ofMillis(10)))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }
}
