package io.golden.commons.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void whatIsWellFormedIsTaken() {
        var correlation = Correlation.of("order/17", TRACE);

        assertThat(correlation.requestId()).isEqualTo("order/17");
        assertThat(correlation.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "ümlaut"})
    void aRequestIdThatIsNotVisibleAsciiIsReplaced(String malformed) {
        assertThat(Correlation.of(malformed, TRACE).requestId())
                .isNotEqualTo(malformed)
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void oneOf129CharactersIsReplaced() {
        assertThat(Correlation.of("x".repeat(128), TRACE).requestId()).hasSize(128);
        assertThat(Correlation.of("x".repeat(129), TRACE).requestId()).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "junk"
            })
    void aTraceThatIsNotW3cIsReplaced(String malformed) {
        assertThat(Correlation.of("r", malformed).traceparent())
                .isNotEqualTo(malformed)
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void duringPutsBackWhatWasBefore() throws Exception {
        var seen = new Object() {
            String inside;
            boolean after;
        };
        Thread.ofVirtual()
                .start(() -> {
                    seen.inside = Correlation.of("outer", TRACE)
                            .during(() -> Correlation.of("inner", TRACE)
                                    .withUser("alice")
                                    .during(() -> Correlation.current().requestId()
                                            + Correlation.current().userId().orElse("")));
                    seen.after = Correlation.find().isPresent();
                })
                .join();

        assertThat(seen.inside).isEqualTo("inneralice");
        assertThat(seen.after).isFalse();
    }
}
