package io.golden.auth.attempt;

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

        assertThat(attempts.begin(alice)).isInstanceOf(Attempt.Counted.class);
    }

    @Test
    void aSuccessClearsTheLockoutAndCostsNothing() {
        for (int i = 0; i < 50; i++) {
            assertThat(attempts.begin(alice)).isInstanceOf(Attempt.Counted.class);
            attempts.succeeded(alice, Attempt.Place.THIS_PROCESS);
        }
    }

    @Test
    void whatNobodyLookedAtIsNoAttempt() {
        for (int i = 0; i < 50; i++) {
            assertThat(attempts.begin(alice)).isInstanceOf(Attempt.Counted.class);
            attempts.notLookedAt(alice, Attempt.Place.THIS_PROCESS);
        }
    }

    @Test
    void anotherAddressIsNotLockedOut() {
        times(5, alice);

        assertThat(attempts.begin(AttemptKey.of("alice", "10.0.0.2"))).isInstanceOf(Attempt.Counted.class);
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
        attempts.confirm(alice, 4, 900_000, 12_000);
        attempts.confirm(alice, 2, 900_000, 12_000);

        assertThat(attempts.begin(alice)).isInstanceOf(Attempt.Counted.class);
        assertThat(attempts.begin(alice)).isInstanceOf(Attempt.Refused.class);
    }

    @Test
    void whatWasCountedHereIsNotForgottenWhenRedisComesBack() {
        times(4, alice);

        assertThat(attempts.confirm(alice, 1, 900_000, 12_000)).isInstanceOf(Attempt.Counted.class);
        assertThat(attempts.confirm(alice, 2, 900_000, 12_000)).isInstanceOf(Attempt.Refused.class);
    }

    @Test
    void whatRedisLockedStaysLockedWhenItGoesAway() {
        attempts.locked(alice, 600_000);

        assertThat(attempts.begin(alice)).isEqualTo(new Attempt.Refused(Duration.ofMinutes(10)));
    }

    @Test
    void whatIsGivenBackInRedisIsNotGivenBackHereToo() {
        times(4, alice);
        attempts.confirm(alice, 1, 900_000, 12_000);
        attempts.notLookedAt(alice, Attempt.Place.REDIS);

        assertThat(attempts.begin(alice)).isInstanceOf(Attempt.Counted.class);
        assertThat(attempts.begin(alice)).isInstanceOf(Attempt.Refused.class);
    }

    @Test
    void anUnlockedUserBeginsAnewEverywhere() {
        for (int i = 0; i < 100; i++) {
            attempts.begin(AttemptKey.of("alice", "10.0.1." + i));
        }
        times(5, AttemptKey.of("bob", "10.0.0.1"));

        attempts.unlock(AttemptKey.user(" Alice"));

        times(5, alice);
        assertThat(attempts.begin(AttemptKey.of("bob", "10.0.0.1"))).isInstanceOf(Attempt.Refused.class);
    }

    private void times(int times, AttemptKey key) {
        for (int i = 0; i < times; i++) {
            assertThat(attempts.begin(key)).isInstanceOf(Attempt.Counted.class);
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private InstantSource clock() {
        return now::get;
    }
}
