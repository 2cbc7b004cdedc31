package io.golden.commons.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvironmentTest {
    @ParameterizedTest
    @EnumSource(Environment.class)
    void isReadInAnyCase(Environment environment) {
        assertThat(Environment.parse(" " + environment.name().toLowerCase(Locale.ROOT)))
                .isEqualTo(environment);
    }

    @Test
    void anyOtherWordStopsTheService() {
        assertThatThrownBy(() -> Environment.parse("prod"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessage("GOLDEN_ENV must be one of production, staging, development");
    }
}
