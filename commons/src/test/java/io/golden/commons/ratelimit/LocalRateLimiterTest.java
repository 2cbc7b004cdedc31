package io.golden.commons.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.ratelimit.RateLimiter.Decision;
import io.golden.commons.ratelimit.RateLimiter.Limit;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalRateLimiterTest {
    private static final Limit THIRTY = Limit.perMinute(30);

    private final AtomicLong micros = new AtomicLong(1_000_000);
    private final LocalRateLimiter limiter = new LocalRateLimiter(micros::get);

    private Decision take(String key) {
        return limiter.take(key, THIRTY).await().indefinitely();
    }

    @Test
    void aBurstMayUseUpAWholeMinutesLimit() {
        for (int i = 0; i < 30; i++) {
            var decision = take("alice");
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.remaining()).isEqualTo(29 - i);
        }

        var refused = take("alice");

        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(refused.resetAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void permitsComeBackEvenly() {
        for (int i = 0; i < 31; i++) {
            take("alice");
        }
        micros.addAndGet(2_000_000);

        assertThat(take("alice").allowed()).isTrue();
        assertThat(take("alice").allowed()).isFalse();
    }

    @Test
    void keysDoNotShare() {
        for (int i = 0; i < 31; i++) {
            take("alice");
        }

        assertThat(take("bob").allowed()).isTrue();
    }

    @Test
    void aPermitThatIsGivenBackCanBeTakenAgain() {
        for (int i = 0; i < 30; i++) {
            take("alice");
        }
        limiter.giveBack("alice", THIRTY).await().indefinitely();

        assertThat(take("alice").allowed()).isTrue();
        assertThat(take("alice").allowed()).isFalse();
    }

    @Test
    void aThousandThreadsGetExactlyTheLimit() {
        var allowed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                threads.execute(() -> {
                    if (take("alice").allowed()) {
                        allowed.incrementAndGet();
                    }
                });
            }
        }

        assertThat(allowed).hasValue(30);
    }
}
