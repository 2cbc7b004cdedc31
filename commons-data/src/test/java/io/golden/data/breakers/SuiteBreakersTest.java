package io.golden.data.breakers;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.breaker.BreakerStatus.State;
import io.golden.commons.breaker.Breakers;
import io.golden.test.Servers;
import io.nats.client.Connection;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SuiteBreakersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    SuiteBreakers suite;

    @Inject
    Breakers breakers;

    private Connection other;

    @BeforeEach
    void joinAnotherReplica() {
        other = Servers.nats().connectAs("budget-service");
        breakers.register("alpha");
        eventually(() -> assertThat(suite.list().await().atMost(PATIENCE).breakers())
                .anySatisfy(breaker -> assertThat(breaker.name()).isEqualTo("alpha")));
    }

    @AfterEach
    void leave() throws InterruptedException, TimeoutException {
        sayPresent(true);
        other.flush(PATIENCE);
        other.close();
        breakers.resetAll();
    }

    @Test
    void allReplicasAreListed() {
        otherAnswers("\"HALF_OPEN\"");
        sayPresent(false);

        eventually(() -> {
            var listing = suite.list().await().atMost(PATIENCE);
            assertThat(listing.breakers())
                    .anySatisfy(breaker -> {
                        assertThat(breaker.service()).isEqualTo("budget-service");
                        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
                    })
                    .anySatisfy(breaker -> assertThat(breaker.service()).isEqualTo("orchestrator-service"));
            assertThat(listing.unanswered()).isEmpty();
        });
    }

    @Test
    void aQuietSuiteResetsNothing() {
        var reset = suite.resetAll().await().atMost(PATIENCE);

        assertThat(reset.resetCount()).isZero();
        assertThat(reset.breakers()).isEmpty();
        assertThat(reset.unanswered()).isEmpty();
    }

    @Test
    void anOpenBreakerIsClosedByName() {
        open("alpha");
        open("beta");

        var reset = suite.reset("alpha").await().atMost(PATIENCE);

        assertThat(reset.resetCount()).isEqualTo(1);
        assertThat(reset.known()).isTrue();
        assertThat(reset.breakers())
                .singleElement()
                .satisfies(breaker -> assertThat(breaker.state()).isEqualTo(State.OPEN));
        assertThat(state("alpha")).isEqualTo(State.CLOSED);
        assertThat(state("beta")).isEqualTo(State.OPEN);
        assertThat(suite.reset("nobody-has-it").await().atMost(PATIENCE).known())
                .isFalse();
    }

    @Test
    void aLiveReplicaThatDoesNotAnswerIsNamedInTime() {
        sayPresent(false);

        eventually(() -> {
            long start = System.nanoTime();
            var listing = suite.list().await().atMost(PATIENCE);
            assertThat(listing.unanswered()).containsExactly("budget-service/other");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(400), Duration.ofMillis(900));
        });
    }

    private void open(String name) {
        for (int i = 0; i < 5; i++) {
            var _ = Assertions.catchThrowable(() -> breakers.call(
                            name, () -> Uni.createFrom().failure(new IOException("down")))
                    .await()
                    .atMost(PATIENCE));
        }
        assertThat(state(name)).isEqualTo(State.OPEN);
    }

    private State state(String name) {
        return breakers.list().stream()
                .filter(breaker -> breaker.name().equals(name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private void otherAnswers(String state) {
        other.createDispatcher(message ->
                        other.publish(message.getReplyTo(), """
                        {"service": "budget-service", "instance": "other",
                         "breakers": [{"name": "gamma", "service": "budget-service", "instance": "other", "state": %s}]}
                        """.formatted(state).getBytes(StandardCharsets.UTF_8)))
                .subscribe("golden.breakers.list");
    }

    private void sayPresent(boolean leaving) {
        other.publish(
                "golden.presence",
                "{\"service\": \"budget-service\", \"instance\": \"other\", \"leaving\": %s}"
                        .formatted(leaving)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
