package io.golden.data.health;

import static io.golden.test.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.ServerProcess;
import io.golden.test.Servers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {
    private static final AtomicInteger ASKED = new AtomicInteger();

    @TestHTTPResource(value = "/health/", management = true)
    URI probes;

    @BeforeEach
    @AfterEach
    void allIsWell() {
        eventually(() -> {
            assertHealth(200, "healthy", "database", "healthy");
            assertHealth(200, "healthy", "redis", "healthy");
            assertHealth(200, "healthy", "nats", "healthy");
        });
    }

    @Test
    void withoutTheDatabaseItIsUnhealthyAndNotReadyButAlive() {
        without(Servers.postgres().server(), () -> {
            assertHealth(503, "unhealthy", "database", "unhealthy");
            assertThat(RestAssured.get(probes.resolve("ready")).statusCode()).isEqualTo(503);
            assertThat(RestAssured.get(probes.resolve("live")).statusCode()).isEqualTo(200);
        });
    }

    @Test
    void withoutRedisItIsDegradedAndReady() {
        without(Servers.redis().server(), () -> {
            assertHealth(200, "degraded", "redis", "degraded");
            assertThat(RestAssured.get(probes.resolve("ready")).statusCode()).isEqualTo(200);
        });
    }

    @Test
    void withoutNatsItIsDegradedAndReady() {
        without(Servers.nats().server(), () -> {
            assertHealth(200, "degraded", "nats", "degraded");
            assertThat(RestAssured.get(probes.resolve("ready")).statusCode()).isEqualTo(200);
        });
    }

    private static void without(ServerProcess server, Runnable assertions) {
        server.kill();
        try {
            eventually(assertions::run);
        } finally {
            server.start();
        }
    }

    private static void assertHealth(int status, String whole, String component, String state) {
        var answer = given().header("X-Forwarded-For", "10.1.2." + ASKED.getAndIncrement() % 250)
                .get("/health");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("status")).isEqualTo(whole);
        assertThat(answer.jsonPath().getString("components." + component)).isEqualTo(state);
    }
}
