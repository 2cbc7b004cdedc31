package io.golden.auth.login;

import static io.golden.auth.Http.login;
import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.auth.TestUsers;
import io.golden.auth.attempt.Attempt;
import io.golden.auth.attempt.AttemptKey;
import io.golden.auth.attempt.LoginAttempts;
import io.golden.test.Servers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LockoutTest {
    private static final int GUESSES = 1_000;
    private static final int LOOKS = 5;

    @Inject
    MeterRegistry registry;

    @Inject
    LoginAttempts attempts;

    @BeforeEach
    void forgetLimits() {
        Servers.redis().command("FLUSHALL");
        eventually(() -> assertThat(countsInRedis()).isTrue());
    }

    /** Before it has connected again to the Redis that the test before killed, it counts for itself. */
    private boolean countsInRedis() {
        var probe = AttemptKey.of(UUID.randomUUID().toString(), "10.9.9.9");
        return attempts.begin(probe).await().atMost(Duration.ofSeconds(10)) instanceof Attempt.Counted counted
                && counted.place() == Attempt.Place.REDIS;
    }

    @Test
    void theSixthAttemptIsNotLookedAt() {
        TestUsers.create("locked", "correct horse", "observer");
        lock("locked", "10.0.0.1");

        var sixth = login("Locked ", "correct horse", "10.0.0.1");

        sixth.then()
                .statusCode(429)
                .body("error_code", equalTo("rate_limit.exceeded"))
                .body("message", equalTo("rate_limit.exceeded: Too many login attempts. Try again in 15 minutes"));
        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(841, 900);
        assertThat(sixth.header("RateLimit")).startsWith("\"default\";r=0;t=");
        login("locked", "correct horse", "10.0.0.2").then().statusCode(200);
    }

    @Test
    void whoDoesNotExistIsLockedAlike() {
        lock("nobody-here", "10.0.0.1");

        login("nobody-here", "x", "10.0.0.1")
                .then()
                .statusCode(429)
                .body("message", equalTo("rate_limit.exceeded: Too many login attempts. Try again in 15 minutes"));
    }

    @Test
    void aSuccessClearsTheCount() {
        TestUsers.create("forgetful", "correct horse", "observer");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                login("forgetful", "wrong").then().statusCode(401);
            }
            Servers.redis().command("DEL " + rate("forgetful"));
            login("forgetful", "correct horse").then().statusCode(200);
        }
    }

    @Test
    void aSuccessTakesNothingOfTheFiveAMinute() {
        TestUsers.create("busy", "correct horse", "observer");
        for (int i = 0; i < 12; i++) {
            login("busy", "correct horse")
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Policy", "\"default\";q=5;w=60")
                    .header("X-RateLimit-Remaining", "5");
        }
        login("busy", "wrong").then().statusCode(401).header("X-RateLimit-Remaining", "4");
    }

    /** What the clock of Redis leaves behind that was set back by an hour. */
    @Test
    void nobodyIsLockedOutForTheHourThatAClockWasSetBack() {
        var redis = Servers.redis();
        long inAnHour = System.currentTimeMillis() + 3_600_000;
        redis.command("SET " + rate("early") + " " + inAnHour + " PX 3600000");
        redis.command("SET " + lockout("hasty") + " 5 PX 4500000");
        redis.command("SET " + everywhere("famed") + " 100 PX 7200000");

        assertThat(secondsToWait("early")).isBetween(1, 12);
        assertThat(ttl(rate("early"))).isBetween(50_000L, 60_000L);
        assertThat(secondsToWait("hasty")).isBetween(890, 900);
        assertThat(secondsToWait("famed")).isBetween(3_590, 3_600);
    }

    private static long ttl(String key) {
        return Long.parseLong(Servers.redis().command("PTTL " + key).substring(1));
    }

    private static int secondsToWait(String user) {
        return Integer.parseInt(
                login(user, "wrong").then().statusCode(429).extract().header("Retry-After"));
    }

    @Test
    void aGuessFromManyAddressesIsStopped() {
        TestUsers.create("hunted", "correct horse", "observer");
        login("hunted", "wrong", "10.1.0.1").then().statusCode(401);
        Servers.redis().command("SET " + everywhere("hunted") + " 99 PX 1800000");
        login("hunted", "wrong", "10.1.0.2").then().statusCode(401);

        login("hunted", "correct horse", "10.1.0.3")
                .then()
                .statusCode(429)
                .body("message", equalTo("rate_limit.exceeded: Too many login attempts. Try again in 30 minutes"));
    }

    @Test
    void aThousandGuessesAtOnceGetFiveLooks() throws Exception {
        TestUsers.create("guessed", "correct horse", "observer");
        var failed = logins("fail");
        var locked = logins("locked");

        var looks = 0L;
        try (var flood = new Flood()) {
            flood.guess("guessed", GUESSES);

            looks = assertLooks("guessed", flood.all(), LOOKS);
        }
        assertThat(logins("fail") - failed).isEqualTo((double) looks);
        assertThat(logins("locked") - locked).isEqualTo((double) GUESSES - looks);
        var refused = GUESSES - looks;
        eventually(() -> assertThat(lockedInAudit("guessed")).isEqualTo(refused));
        assertThat(Servers.postgres().number("select count(*) from audit.audit_log where user_id = 'guessed'"))
                .as("rows of a flood")
                .isLessThan(GUESSES);
    }

    @Test
    void withoutRedisTheCountGoesOnHere() throws Exception {
        TestUsers.create("elsewhere", "correct horse", "observer");
        Servers.redis().server().kill();
        try (var flood = new Flood()) {
            flood.guess("elsewhere", GUESSES / 4);

            assertLooks("elsewhere", flood.all(), LOOKS);
        } finally {
            Servers.redis().server().start();
        }
    }

    /** Killed when a few are answered; with golden.lockout.all also right away and when half of them are. */
    @Test
    void whenRedisIsKilledHalfWayTheLooksAreNotCountedAnew() throws Exception {
        for (int moment : Boolean.getBoolean("golden.lockout.all") ? List.of(0, 20, GUESSES / 4) : List.of(20)) {
            var name = "halfway-" + moment;
            TestUsers.create(name, "correct horse", "observer");
            try (var flood = new Flood()) {
                flood.guess(name, GUESSES / 2);
                eventually(() -> assertThat(flood.answered()).isGreaterThanOrEqualTo(moment));
                Servers.redis().server().kill();

                assertLooks(name, flood.all(), LOOKS);
            } finally {
                Servers.redis().server().start();
            }
        }
    }

    @Test
    void whenRedisHangsHalfWayTheLooksAreNotCountedAnew() throws Exception {
        TestUsers.create("hanging", "correct horse", "observer");
        try (var flood = new Flood()) {
            flood.guess("hanging", GUESSES / 4);
            eventually(() -> assertThat(flood.answered()).isPositive());
            Servers.redis().command("CLIENT PAUSE 2000 ALL");
            flood.guess("hanging", GUESSES / 4);

            assertLooks("hanging", flood.all(), LOOKS);
        }
    }

    private static void lock(String username, String address) {
        for (int i = 0; i < LOOKS; i++) {
            login(username, "wrong", address).then().statusCode(401);
        }
    }

    /** Who was looked at has a row of their own each in the audit, and was told 401; all others were told to wait. How many. */
    private static long assertLooks(String username, List<HttpResponse<String>> answers, int most) {
        assertThat(count(answers, 401)).isBetween(1L, (long) most);
        assertThat(count(answers, 401) + count(answers, 429)).isEqualTo(answers.size());
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where user_id = ? and details ->> 'reason' = 'wrong_password'",
                                username))
                .isEqualTo(count(answers, 401));
        return count(answers, 401);
    }

    private static long count(List<HttpResponse<String>> answers, int wanted) {
        return answers.stream().filter(answer -> answer.statusCode() == wanted).count();
    }

    private static long lockedInAudit(String username) {
        return Servers.postgres().number("""
                        select coalesce(sum(coalesce((details ->> 'times')::int, 1)), 0) from audit.audit_log
                        where user_id = ? and details ->> 'reason' = 'locked'""", username);
    }

    private static String rate(String username) {
        return "login:{" + hash(username) + "}:rate:127.0.0.1";
    }

    private static String lockout(String username) {
        return "login:{" + hash(username) + "}:lockout:127.0.0.1";
    }

    private static String everywhere(String username) {
        return "login:{" + hash(username) + "}:everywhere";
    }

    private static String hash(String username) {
        return AttemptKey.of(username, "").user();
    }

    private double logins(String result) {
        return registry.get("auth_logins_total").tag("result", result).counter().count();
    }
}
