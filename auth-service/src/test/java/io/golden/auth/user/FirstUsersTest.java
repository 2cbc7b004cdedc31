package io.golden.auth.user;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.auth.password.PasswordRules;
import io.golden.commons.configuration.InvalidConfiguration;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FirstUsersTest {
    @Inject
    PasswordRules rules;

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
