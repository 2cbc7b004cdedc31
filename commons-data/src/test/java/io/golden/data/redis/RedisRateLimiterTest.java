package io.golden.data.redis;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.ratelimit.RateLimiter;
import io.golden.commons.ratelimit.RateLimiter.Decision;
import io.golden.commons.ratelimit.RateLimiter.Limit;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RedisRateLimiterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Limit FIVE = Limit.perMinute(5);

    @Inject
    RateLimiter limiter;

    private final String key = UUID.randomUUID().toString();

    @Test
    void theLimitIsInRedisAndMayBeUsedUpAtOnce() {
        for (int left = 4; left >= 0; left--) {
            var decision = take();
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.remaining()).isEqualTo(left);
        }

        var refused = take();

        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(12));
        assertThat(refused.resetAfter()).isBetween(Duration.ofSeconds(52), Duration.ofSeconds(60));
        assertThat(Servers.redis().command("EXISTS rl:" + key)).isEqualTo(":1");
    }

    @Test
    void nobodyWaitsForTheHourThatTheClockOfRedisWasSetBack() {
        var inAnHour = (System.currentTimeMillis() + 3_600_000) * 1_000;
        Servers.redis().command("SET rl:" + key + " " + inAnHour + " PX 3600000");

        var refused = take();

        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(12));
        assertThat(refused.resetAfter()).isEqualTo(Duration.ofMinutes(1));
        // and the refusal has not to be repeated for an hour
        assertThat(Long.parseLong(Servers.redis().command("PTTL rl:" + key).substring(1)))
                .isLessThanOrEqualTo(60_001);
        assertThat(take().resetAfter()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void permitsComeBackEvenly() {
        var tenASecond = new Limit(10, Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            limiter.take(key, tenASecond).await().atMost(PATIENCE);
        }

        eventually(() -> assertThat(
                        limiter.take(key, tenASecond).await().atMost(PATIENCE).allowed())
                .isTrue());
    }

    @Test
    void racingCallersGetNoMoreThanTheLimit() {
        var allowed = Multi.createFrom()
                .range(0, 200)
                .onItem()
                .transformToUniAndMerge(_ -> limiter.take(key, FIVE))
                .filter(Decision::allowed)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(allowed).hasSize(5);
    }

    @Test
    void whatIsGivenBackMayBeTakenAgain() {
        for (int i = 0; i < 5; i++) {
            take();
        }

        limiter.giveBack(key, FIVE).await().atMost(PATIENCE);

        assertThat(take().allowed()).isTrue();
        assertThat(take().allowed()).isFalse();
    }

    @Test
    void withoutRedisTheSameLimitHoldsInTheProcessAndCostsNothing() {
        Servers.redis().server().kill();
        try {
            for (int i = 0; i < 5; i++) {
                assertThat(take().allowed()).isTrue();
            }
            assertThat(take().allowed()).isFalse();
            long start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                take();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        } finally {
            Servers.redis().server().start();
        }

        // then it is used again when it is back, and has forgotten
        eventually(() -> {
            take();
            assertThat(Servers.redis().command("EXISTS rl:" + key)).isEqualTo(":1");
        });
    }

    private Decision take() {
        return limiter.take(key, FIVE).await().atMost(PATIENCE);
    }
}
