package io.golden.commons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.configuration.InvalidConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {
    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.example.com", "golden.example.com", "https://golden.example.com/page"})
    void whatIsNoSingleOriginIsRefusedAtStart(String wrong) {
        assertThatThrownBy(() -> AllowedOrigins.check(List.of("https://golden.example.com", wrong)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("CORS_ALLOW_ORIGINS must be ");
    }

    @Test
    void originsWithPortsAreTaken() {
        assertThat(AllowedOrigins.check(List.of("http://localhost:5173", " https://golden.example.com")))
                .containsExactlyInAnyOrder("http://localhost:5173", "https://golden.example.com");
    }
}
