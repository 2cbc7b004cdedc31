package io.golden.commons.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.error.ApiException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @Test
    void whatWasNotSentIsAbsent() {
        assertThat(Parameters.text("name", null)).isEmpty();
        assertThat(Parameters.time("since", null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-01-31T12:00:00",
                "+294277-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00",
                "-0001-01-01T00:00:00Z",
                "0001-01-01T00:00:00+01:00"
            })
    void aTimeThatNoDatabaseCanHoldIsRefusedByItsName(String text) {
        assertThatThrownBy(() -> Parameters.time("since", text))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("since: must be a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-31T14:00:00+02:00"})
    void anyOtherTimeIsTaken(String text) {
        assertThat(Parameters.time("since", text)).contains(Instant.parse(text));
    }

    @Test
    void textWithNulIsRefusedByItsName() {
        assertThat(Parameters.text("task_id", "a\tb")).contains("a\tb");
        assertThatThrownBy(() -> Parameters.text("task_id", "a\0b"))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("task_id: ");
    }
}
