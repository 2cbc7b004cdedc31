package io.golden.auth.user;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.configuration.InvalidConfiguration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstUsersTest {
    @Test
    void productionRefusesPasswordsThatEverybodyKnows() {
        assertThatThrownBy(() -> FirstUsers.check(true, Optional.empty(), true))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("GOLDEN_DEMO_USERS must be false");
    }

    @Test
    void theFirstAdminNeedsARealPassword() {
        assertThatThrownBy(() -> FirstUsers.check(false, Optional.of("short"), true))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessage("BOOTSTRAP_ADMIN_PASSWORD must be 8 to 72 bytes long");
        assertThatThrownBy(() -> FirstUsers.check(false, Optional.of("ü".repeat(37)), true))
                .isInstanceOf(InvalidConfiguration.class);
        assertThatCode(() -> FirstUsers.check(false, Optional.of("ü".repeat(36)), true))
                .doesNotThrowAnyException();
    }
}
