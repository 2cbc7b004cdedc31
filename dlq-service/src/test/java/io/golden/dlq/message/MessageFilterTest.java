package io.golden.dlq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFilterTest {
    private static final Optional<String> NONE = Optional.empty();

    @Test
    void aSubjectMatchesAsNatsWouldMatchIt() {
        assertThat("prc.1.response").matches(MessageFilter.pattern("prc.*.response"));
        assertThat("prc.1.2.response").doesNotMatch(MessageFilter.pattern("prc.*.response"));
        assertThat("event.a.b.c").matches(MessageFilter.pattern("event.>"));
        assertThat("eventXa").doesNotMatch(MessageFilter.pattern("event.>"));
        assertThat("a(b").matches(MessageFilter.pattern("a(b"));
    }

    @Test
    void aMalformedParameterIsRefusedByName() {
        var all = new Tenants.All();

        assertThatThrownBy(() -> MessageFilter.of(all, Optional.of("maybe"), NONE, NONE, NONE, NONE))
                .isInstanceOf(ApiException.class)
                .hasMessage("resolved: must be true or false");
        assertThatThrownBy(() -> MessageFilter.of(all, NONE, NONE, NONE, Optional.of("yesterday"), NONE))
                .isInstanceOf(ApiException.class)
                .hasMessage("since: must be a time such as 2026-01-31T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*>", "**", "a*", "a.>.b", ">.a", "a.*b", "a.b>", "a\0"})
    void aSubjectThatCanMatchNothingIsRefused(String subject) {
        assertThatThrownBy(() -> MessageFilter.of(new Tenants.All(), NONE, Optional.of(subject), NONE, NONE, NONE))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("subject: must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ">", "a", "a.*", "a.>", "*.*.>", "a(b.[c\\", "a..b"})
    void whatNatsWouldTakeIsTaken(String subject) {
        assertThat(MessageFilter.faultOfSubject(subject)).isEmpty();
        assertThat(Pattern.compile(MessageFilter.groupPattern(subject))).isNotNull();
    }
}
