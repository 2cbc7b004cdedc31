package io.golden.auth.attempt;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A login that was shed by the flood of others must lock nobody out. */
@QuarkusTest
class NotLookedAtTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    LoginAttempts attempts;

    @Test
    void whatWasShedIsNoAttempt() {
        eventually(() -> {
            var key = AttemptKey.of(UUID.randomUUID().toString(), "10.0.0.1");
            var counted = (Attempt.Counted) attempts.begin(key).await().atMost(PATIENCE);
            assertThat(counted.place()).isEqualTo(Attempt.Place.REDIS);
            assertThat(exists(key)).isEqualTo(":2");

            attempts.notLookedAt(key, counted).await().atMost(PATIENCE);

            assertThat(exists(key)).isEqualTo(":0");
        });
    }

    private static String exists(AttemptKey key) {
        return Servers.redis().command("EXISTS " + key.lockout() + " " + key.everywhere());
    }
}
