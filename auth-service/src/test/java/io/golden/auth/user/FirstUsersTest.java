package io.golden.auth.user;

import static io.golden.auth.Http.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.golden.auth.password.PasswordRules;
import io.golden.auth.password.Passwords;
import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
import io.golden.data.sql.Transactions;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FirstUsersTest {
    private static final String BOOTSTRAP = "only for the first time";

    @Inject
    PasswordRules rules;

    @Inject
    Transactions transactions;

    @Inject
    UserWrites writes;

    @Inject
    Passwords passwords;

    @Inject
    ServiceSettings settings;

    /** Several replicas start at once, in an installation without users, and later again. */
    @Test
    void theFirstAdminIsCreatedOnceAndMayOnlyChangeThePassword() throws Exception {
        Servers.redis().command("FLUSHALL");
        Servers.postgres().execute("delete from auth.users");
        try (var replicas = Executors.newFixedThreadPool(4)) {
            var starts = Collections.nCopies(4, (Callable<Void>) () -> {
                start(false);
                return null;
            });
            for (var start : replicas.invokeAll(starts)) {
                start.get();
            }

            login("admin", BOOTSTRAP)
                    .then()
                    .statusCode(200)
                    .body("must_change_password", equalTo(true))
                    .body("permissions", empty());
            assertThat(Servers.postgres().number("select count(*) from auth.users"))
                    .isEqualTo(1);

            Servers.postgres().execute("update auth.users set username = 'chief'");
            start(false);
            login("admin", BOOTSTRAP).then().statusCode(401);
        } finally {
            Servers.postgres().execute("delete from auth.users");
            start(true);
        }
        login("admin", "admin123").then().statusCode(200);
    }

    private void start(boolean demo) {
        var config = new FirstUsersConfig() {
            @Override
            public boolean demo() {
                return demo;
            }

            @Override
            public Optional<String> adminPassword() {
                return Optional.of(BOOTSTRAP);
            }
        };
        new FirstUsers(transactions, writes, passwords, rules, config, settings)
                .create()
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    @Test
    void productionRefusesPasswordsThatEverybodyKnows() {
        assertThatThrownBy(() -> FirstUsers.check(true, Optional.empty(), true, rules))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("GOLDEN_DEMO_USERS must be false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü", "password123", "Admin123"})
    void theFirstAdminNeedsARealPassword(String password) {
        assertThatThrownBy(() -> FirstUsers.check(false, Optional.of(password), true, rules))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("BOOTSTRAP_ADMIN_PASSWORD must be a password that nobody guesses; it ")
                .hasMessageNotContaining(password);
    }

    @Test
    void seventyTwoBytesAreAllowed() {
        assertThatCode(() -> FirstUsers.check(false, Optional.of("ü".repeat(36)), true, rules))
                .doesNotThrowAnyException();
    }
}
