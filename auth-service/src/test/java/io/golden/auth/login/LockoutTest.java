package io.golden.auth.login;

import static io.golden.auth.Http.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.auth.TestUsers;
import io.golden.test.Servers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LockoutTest {
    private static final int GUESSES = 150;

    @Inject
    MeterRegistry registry;

    @Test
    void theSixthAttemptIsNotLookedAt() {
        TestUsers.create("locked", "correct horse", "observer");
        for (int i = 0; i < 5; i++) {
            login("locked", "wrong").then().statusCode(401);
        }

        var sixth = login("Locked ", "correct horse");

        sixth.then()
                .statusCode(429)
                .body("error_code", equalTo("rate_limit.exceeded"))
                .body("message", equalTo("rate_limit.exceeded: Too many login attempts. Try again in 15 minutes"));
        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(880, 900);
    }

    @Test
    void aSuccessClearsTheCount() {
        TestUsers.create("forgetful", "correct horse", "observer");
        for (int i = 0; i < 4; i++) {
            login("forgetful", "wrong").then().statusCode(401);
        }
        login("forgetful", "correct horse").then().statusCode(200);

        login("forgetful", "wrong").then().statusCode(401);
    }

    @Test
    void manyGuessesAtOnceGetNoMoreLooksThanFive() throws Exception {
        TestUsers.create("guessed", "correct horse", "observer");
        var failedBefore = logins("fail");
        var lockedBefore = logins("locked");

        var statuses = together("guessed");

        assertLooks(statuses);
        assertThat(logins("fail") - failedBefore).isEqualTo((double) count(statuses, 401));
        assertThat(logins("locked") - lockedBefore).isEqualTo((double) count(statuses, 429));
    }

    @Test
    void withoutRedisTheCountGoesOnHere() throws Exception {
        TestUsers.create("elsewhere", "correct horse", "observer");
        Servers.redis().server().kill();
        try {
            var statuses = together("elsewhere");

            assertLooks(statuses);
        } finally {
            Servers.redis().server().start();
        }
    }

    private static List<Integer> together(String username) throws Exception {
        try (var pool = Executors.newFixedThreadPool(32)) {
            var calls = IntStream.range(0, GUESSES)
                    .mapToObj(
                            i -> pool.submit(() -> login(username, "guess " + i).statusCode()))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var call : calls) {
                statuses.add(call.get());
            }
            return statuses;
        }
    }

    private static void assertLooks(List<Integer> statuses) {
        assertThat(count(statuses, 401)).isBetween(1L, 5L);
        assertThat(count(statuses, 401) + count(statuses, 429)).isEqualTo(GUESSES);
    }

    private static long count(List<Integer> statuses, int wanted) {
        return statuses.stream().filter(status -> status == wanted).count();
    }

    private double logins(String result) {
        return registry.get("auth_logins_total").tag("result", result).counter().count();
    }
}
