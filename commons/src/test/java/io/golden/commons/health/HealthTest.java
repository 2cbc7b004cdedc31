package io.golden.commons.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.golden.test.Eventually;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {
    /** A dependency that answers, fails or hangs as told. */
    abstract static class Moody implements HealthComponent {
        private volatile Uni<Void> mood = Uni.createFrom().voidItem();
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Uni<Void> probe() {
            asked.incrementAndGet();
            return mood;
        }

        void setMood(Uni<Void> mood) {
            this.mood = mood;
        }

        int asked() {
            return asked.get();
        }
    }

    @ApplicationScoped
    static class Store extends Moody {
        @Override
        public String name() {
            return "database";
        }

        @Override
        public HealthState whenLost() {
            return HealthState.UNHEALTHY;
        }
    }

    @ApplicationScoped
    static class Cache extends Moody {
        @Override
        public String name() {
            return "redis";
        }

        @Override
        public HealthState whenLost() {
            return HealthState.DEGRADED;
        }
    }

    @Inject
    Store store;

    @Inject
    Cache cache;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private void setMoods(Uni<Void> ofStore, Uni<Void> ofCache) {
        store.setMood(ofStore);
        cache.setMood(ofCache);
    }

    @AfterEach
    void cheerUp() {
        setMoods(Uni.createFrom().voidItem(), Uni.createFrom().voidItem());
        awaitStatus("healthy");
    }

    private void awaitStatus(String status) {
        Eventually.eventually(() -> assertThat(
                        given().header("X-Forwarded-For", "198.51.100." + System.nanoTime() % 250)
                                .get("/health")
                                .jsonPath()
                                .getString("status"))
                .isEqualTo(status));
    }

    @Test
    void allWell() {
        given().get("/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("healthy"))
                .body("version", equalTo("1.2.3"))
                .body("uptime_seconds", greaterThanOrEqualTo(0))
                .body("timestamp", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"))
                .body("components.api", equalTo("healthy"))
                .body("components.database", equalTo("healthy"))
                .body("components.redis", equalTo("healthy"));
    }

    @Test
    void aLostCacheDegradesAndTheServiceStaysReady() {
        setMoods(Uni.createFrom().voidItem(), Uni.createFrom().failure(new IllegalStateException("refused")));

        awaitStatus("degraded");

        given().get("/health").then().statusCode(200).body("components.redis", equalTo("degraded"));
        assertThat(given().get(management.resolve("/health/ready")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aHangingDatabaseIsFoundOutWithinASecondAndTheServiceIsAliveButNotReady() {
        setMoods(Uni.createFrom().nothing(), Uni.createFrom().voidItem());

        awaitStatus("unhealthy");

        given().get("/health").then().statusCode(503).body("components.database", equalTo("unhealthy"));
        assertThat(given().get(management.resolve("/health/ready")).statusCode())
                .isEqualTo(503);
        assertThat(given().get(management.resolve("/health/live")).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverAsksWithinASecondGetsTheSameAnswer() {
        awaitStatus("healthy");
        int before = store.asked();
        for (int i = 0; i < 20; i++) {
            given().get(management.resolve("/health/ready"));
        }

        assertThat(store.asked() - before).isLessThanOrEqualTo(4);
    }
}
