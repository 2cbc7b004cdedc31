package io.golden.commons.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.breaker.Breakers;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RemoteCallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    RemoteCall remote;

    @Inject
    Breakers breakers;

    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void close() {
        breakers.resetAll();
    }

    private Supplier<Uni<String>> failing(Throwable failure, int times) {
        return () -> calls.incrementAndGet() <= times
                ? Uni.createFrom().failure(failure)
                : Uni.createFrom().item("ok");
    }

    @Test
    void aFaultIsRetriedTwiceWhereThatIsHarmless() {
        var answer = remote.idempotent("echo", Duration.ofSeconds(20), failing(new IOException("reset"), 2))
                .await()
                .atMost(PATIENCE);

        assertThat(answer).isEqualTo("ok");
        assertThat(calls).hasValue(3);
    }

    @Test
    void aRefusalIsNotRetried() {
        var refusal = ApiException.of(ErrorCode.BUDGET_INSUFFICIENT, "no");

        assertThatThrownBy(() -> remote.idempotent("echo", Duration.ofSeconds(20), failing(refusal, 9))
                        .await()
                        .atMost(PATIENCE))
                .isSameAs(refusal);
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatIsNotIdempotentIsTriedOnceAndWithinItsTime() {
        assertThatThrownBy(() -> remote.once("echo", Duration.ofMillis(50), () -> {
                            calls.incrementAndGet();
                            return Uni.createFrom().<String>nothing();
                        })
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(TimeoutException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anIllRemoteOpensItsBreakerAndNoOther() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> remote.once("ill", Duration.ofSeconds(20), failing(new IOException("reset"), 99))
                            .await()
                            .atMost(PATIENCE))
                    .hasCauseInstanceOf(IOException.class);
        }

        assertThatThrownBy(() -> remote.once("ill", Duration.ofSeconds(20), failing(new IOException("reset"), 99))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(ApiException.class);
        assertThat(calls).hasValue(5);
        assertThat(remote.once(
                                "well",
                                Duration.ofSeconds(20),
                                () -> Uni.createFrom().item("ok"))
                        .await()
                        .atMost(PATIENCE))
                .isEqualTo("ok");
        assertThat(breakers.resetAll()).containsExactly("ill");
    }
}
