package io.golden.auth.password;

import static io.golden.auth.Http.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.auth.TestUsers;
import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.test.Servers;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PasswordsTest {
    @Inject
    CommonPasswords common;

    @Test
    void aLowCostIsRefused() {
        assertThatThrownBy(() -> new Passwords(new Config(9, 1, 32)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessage("PASSWORD_HASHING_COST must be a whole number from 10 to 20");
        assertThatThrownBy(() -> new Passwords(new Config(10, 0, 32))).isInstanceOf(InvalidConfiguration.class);
        assertThatThrownBy(() -> new Passwords(new Config(10, 1, 0))).isInstanceOf(InvalidConfiguration.class);
    }

    @Test
    void whenThePoolIsFullTheRestIsShed() {
        var passwords = new Passwords(new Config(10, 1, 4));
        var calls = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < 50; i++) {
            calls.add(passwords.matches("guess", Optional.empty()).subscribeAsCompletionStage());
        }

        var shed = calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .toList();

        // One is hashed (at first the pool's own) and four wait; whoever asks slowly finds that some of them were done
        // meanwhile.
        assertThat(shed.size()).isBetween(10, 46);
        assertThatThrownBy(shed.getFirst()::get)
                .isInstanceOf(ExecutionException.class)
                .satisfies(e -> {
                    var refusal = (ApiException) e.getCause();
                    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
                });
        calls.stream()
                .filter(call -> !call.isCompletedExceptionally())
                .forEach(call -> assertThat(call.join()).isFalse());
        passwords.stop();
    }

    @Test
    void aPasswordIsHashedAnewWhenTheCostHasRisen() {
        Servers.redis().command("FLUSHALL");
        TestUsers.create("early", "correct horse", "observer");
        Servers.postgres()
                .execute(
                        "update auth.users set password_hash = ? where username = 'early'",
                        BcryptUtil.bcryptHash("correct horse", 8));

        login("early", "wrong").then().statusCode(401);
        assertThat(hash()).startsWith("$2a$08$");
        login("early", "correct horse").then().statusCode(200);

        assertThat(hash()).startsWith("$2a$10$");
        login("early", "correct horse").then().statusCode(200);
    }

    @Test
    void theListIsARealOne() {
        assertThat(common.size()).isGreaterThan(8_000);
        assertThat(common.contains("Password1")).isTrue();
        assertThat(common.contains("iloveyou1 ")).isTrue();
        assertThat(common.contains("correct horse battery staple")).isFalse();
    }

    private static String hash() {
        return Servers.postgres()
                .query("select password_hash as hash from auth.users where username = 'early'")
                .getFirst()
                .get("hash")
                .toString();
    }

    private record Config(int cost, int threadCount, int queue) implements HashingConfig {
        @Override
        public OptionalInt threads() {
            return OptionalInt.of(threadCount);
        }
    }
}
