package io.golden.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LocalAttemptsTest {
    private static final Limits LIMITS = new Limits(5, 900_000, 100, 3_600_000, 12_000, 5);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
    private final LocalAttempts attempts = new LocalAttempts(LIMITS, clock());
    private final AttemptKey alice = AttemptKey.of("alice", "10.0.0.1");

    @Test
    void theSixthAttemptWaitsUntilFifteenMinutesAfterTheFirst() {
        times(5, alice);
        pass(Duration.ofSeconds(30));

        var sixth = attempts.begin(alice);

        assertThat(sixth).isEqualTo(new Attempt.Refused(Duration.ofSeconds(870)));
    }

    @Test
    void theCountBeginsAnewAfterTheLockout() {
        times(5, alice);
        pass(Duration.ofMinutes(15));

        assertThat(attempts.begin(alice)).isEqualTo(new Attempt.Counted());
    }

    @Test
    void aSuccessClearsTheLockoutAndCostsNothing() {
        for (int i = 0; i < 50; i++) {
            assertThat(attempts.begin(alice)).isEqualTo(new Attempt.Counted());
            attempts.succeeded(alice);
        }
    }

    @Test
    void whatNobodyLookedAtIsNoAttempt() {
        for (int i = 0; i < 50; i++) {
            assertThat(attempts.begin(alice)).isEqualTo(new Attempt.Counted());
            attempts.notLookedAt(alice);
        }
    }

    @Test
    void anotherAddressIsNotLockedOut() {
        times(5, alice);

        assertThat(attempts.begin(AttemptKey.of("alice", "10.0.0.2"))).isEqualTo(new Attempt.Counted());
    }

    @Test
    void capitalsAndBlanksMakeNoOtherUser() {
        times(5, alice);

        assertThat(attempts.begin(AttemptKey.of("  ALICE ", "10.0.0.1"))).isInstanceOf(Attempt.Refused.class);
    }

    @Test
    void aGuessFromManyAddressesIsStopped() {
        for (int i = 0; i < 100; i++) {
            attempts.begin(AttemptKey.of("alice", "10.0.1." + i));
        }

        assertThat(attempts.begin(AttemptKey.of("alice", "10.0.2.1")))
                .isEqualTo(new Attempt.Refused(Duration.ofHours(1)));
    }

    @Test
    void whatRedisCountedIsNotForgottenWhenItGoesAway() {
        attempts.confirm(alice, 4);
        attempts.confirm(alice, 2);

        assertThat(attempts.begin(alice)).isEqualTo(new Attempt.Counted());
        assertThat(attempts.begin(alice)).isInstanceOf(Attempt.Refused.class);
    }

    @Test
    void whatWasCountedHereIsNotForgottenWhenRedisComesBack() {
        times(4, alice);

        assertThat(attempts.confirm(alice, 1)).isEqualTo(new Attempt.Counted());
        assertThat(attempts.confirm(alice, 2)).isInstanceOf(Attempt.Refused.class);
    }

    private void times(int times, AttemptKey key) {
        for (int i = 0; i < times; i++) {
            assertThat(attempts.begin(key)).isEqualTo(new Attempt.Counted());
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private InstantSource clock() {
        return now::get;
    }
}
