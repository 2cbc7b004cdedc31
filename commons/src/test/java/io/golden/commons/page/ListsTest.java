package io.golden.commons.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123456Z");

    @Test
    void withoutParametersItIsTheFirstFifty() {
        assertThat(Page.parse(null, null, null, null).limit()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({
        "0,,,limit",
        "1001,,,limit",
        "x,,,limit",
        "5.0,,,limit",
        ",-1,,offset",
        ",2147483648,,offset",
        ",9223372036854775807,,offset",
        ",,%,cursor",
        ",,bm9uZQ,cursor",
        ",,KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTkuOTk5OTk5OTk5Wnw1,cursor"
    })
    void aBadParameterIs400AndNamed(String limit, String offset, String cursor, String name) {
        assertThatThrownBy(() -> Page.parse(limit, offset, cursor, null))
                .isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(refusal).hasMessageStartingWith(name + ": ");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59Z|5",
                "+294277-01-01T00:00:00Z|5",
                "+10000-01-01T00:00:00Z|5",
                "0000-12-31T23:59:59Z|5",
                "2026-01-31T12:00:00Z|a\0b"
            })
    void aForgedCursorThatNoDatabaseCanHoldIs400(String forged) {
        var cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Page.parse(null, null, cursor, null))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("cursor: ");
    }

    @Test
    void aCursorComesBackAsItWasGivenOut() {
        var cursor = new Cursor(NOON, "0190-a|b");

        assertThat(Page.parse("10", null, cursor.encode(), null).cursor()).contains(cursor);
    }

    @Test
    void cursorAndOffsetExcludeEachOther() {
        var cursor = new Cursor(NOON, "a").encode();

        assertThatThrownBy(() -> Page.parse(null, "5", cursor, null)).isInstanceOf(ApiException.class);
    }
}
