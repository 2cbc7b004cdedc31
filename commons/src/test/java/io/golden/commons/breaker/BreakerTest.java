package io.golden.commons.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.breaker.BreakerStatus.State;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final Breaker breaker = new Breaker("budget", nanos::get);
    private final AtomicInteger calls = new AtomicInteger();

    private Uni<String> good() {
        return breaker.call(() -> {
            calls.incrementAndGet();
            return Uni.createFrom().item("ok");
        });
    }

    private Uni<String> bad() {
        return breaker.call(() -> {
            calls.incrementAndGet();
            return Uni.createFrom().failure(new IOException("no route"));
        });
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> bad().await().indefinitely()).hasCauseInstanceOf(IOException.class);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void fourFailuresInARowDoNotOpenIt() {
        fail(4);
        good().await().indefinitely();
        fail(4);

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void theFifthFailureOpensItAndCallsAreRefusedWithTheTimeThatIsLeft() {
        fail(5);
        pass(Duration.ofSeconds(10));

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThatThrownBy(() -> good().await().indefinitely()).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(20));
        });
        assertThat(calls).hasValue(5);
    }

    @Test
    void aRefusalOfTheRemoteIsNoFailure() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> breaker.call(() ->
                                    Uni.createFrom().failure(ApiException.of(ErrorCode.BUDGET_INSUFFICIENT, "no")))
                            .await()
                            .indefinitely())
                    .isInstanceOf(ApiException.class);
        }

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void oneProbeAtATimeAndAGoodOneCloses() {
        fail(5);
        pass(Duration.ofSeconds(30));
        var emitters = new ArrayList<UniEmitter<? super String>>();
        var probe = breaker.call(() -> Uni.createFrom().<String>emitter(emitters::add))
                .subscribeAsCompletionStage();

        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThatThrownBy(() -> good().await().indefinitely()).isInstanceOf(ApiException.class);
        emitters.getFirst().complete("ok");
        assertThat(probe).isCompletedWithValue("ok");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aBadProbeOpensItForAnotherThirtySeconds() {
        fail(5);
        pass(Duration.ofSeconds(30));
        fail(1);
        pass(Duration.ofSeconds(29));

        assertThatThrownBy(() -> good().await().indefinitely()).isInstanceOf(ApiException.class);
        pass(Duration.ofSeconds(1));
        assertThat(good().await().indefinitely()).isEqualTo("ok");
    }

    @Test
    void aCancelledProbeGivesItsPermitBackAtOnce() {
        fail(5);
        pass(Duration.ofSeconds(30));
        var probe = breaker.call(() -> Uni.createFrom().<String>nothing())
                .subscribe()
                .with(item -> {}, failure -> {});

        probe.cancel();

        assertThat(good().await().indefinitely()).isEqualTo("ok");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aHangingProbeLosesItsLeaseAndIsNotHeardAfterwards() {
        fail(5);
        pass(Duration.ofSeconds(30));
        var emitters = new ArrayList<UniEmitter<? super String>>();
        breaker.call(() -> Uni.createFrom().<String>emitter(emitters::add))
                .subscribe()
                .with(item -> {}, failure -> {});
        pass(Duration.ofSeconds(30));

        assertThat(good().await().indefinitely()).isEqualTo("ok");
        emitters.getFirst().fail(new IOException("at last"));

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aProbeThatThrowsBeforeItCallsLeaksNothing() {
        fail(5);
        pass(Duration.ofSeconds(30));
        assertThatThrownBy(() -> breaker.call(() -> {
                            throw new IllegalStateException("bug");
                        })
                        .await()
                        .indefinitely())
                .isInstanceOf(IllegalStateException.class);
        pass(Duration.ofSeconds(30));

        assertThat(good().await().indefinitely()).isEqualTo("ok");
    }

    @Test
    void aHundredThreadsGetOneProbe() throws Exception {
        fail(5);
        calls.set(0);
        pass(Duration.ofSeconds(30));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                threads.execute(() -> breaker.call(() -> {
                            calls.incrementAndGet();
                            return Uni.createFrom().<String>nothing();
                        })
                        .subscribe()
                        .with(item -> {}, failure -> {}));
            }
        }

        assertThat(calls).hasValue(1);
    }

    @Test
    void aResetClosesAndTellsWhetherItWasOpen() {
        fail(5);

        assertThat(breaker.reset()).isTrue();
        assertThat(breaker.reset()).isFalse();
        assertThat(good().await().indefinitely()).isEqualTo("ok");
    }
}
