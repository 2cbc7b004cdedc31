package io.golden.commons.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {
    private static Throwable startWith(String property, String value) {
        return catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(ServiceSettings.class)
                .withSources(new PropertiesConfigSource(Map.of(property, value), "environment", 300))
                .withConverter(Duration.class, 200, new DurationConverter())
                .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate.limit.admin | lots    | RATE_LIMIT_ADMIN must be a whole number",
                "jwks.refresh     | s3cret! | JWKS_REFRESH must be a duration like 500ms, 10s or 15m",
                "auth.service.url | h t t p | AUTH_SERVICE_URL must be a URL like http://host:8080"
            })
    void aMalformedValueIsOneLineWithTheVariableAndTheFormButNotTheValue(String property, String value, String line) {
        var failure = new IllegalStateException("Failed to start", startWith(property, value));

        assertThat(StartFailure.line(failure)).contains(line);
    }

    @Test
    void whatACheckRefusesIsItsOwnLine() {
        var failure = new IllegalStateException(new InvalidConfiguration("LOG_FORMAT", "json or text"));

        assertThat(StartFailure.line(failure)).contains("LOG_FORMAT must be json or text");
    }

    @Test
    void aBugIsNotTheEnvironmentsFault() {
        assertThat(StartFailure.line(new IllegalStateException("bug"))).isEmpty();
    }
}
