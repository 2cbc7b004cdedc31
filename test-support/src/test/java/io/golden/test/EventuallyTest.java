package io.golden.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {
    @Test
    void looksAgainUntilTheAssertionHolds() {
        // given something that is so at the third look
        var looks = new AtomicInteger();

        // when
        Eventually.eventually(() -> assertThat(looks.incrementAndGet()).isGreaterThanOrEqualTo(3));

        // then
        assertThat(looks).hasValue(3);
    }

    @Test
    void tellsTheLastFailureWhenPatienceEnds() {
        // given something that never comes to be
        var looks = new AtomicInteger();

        // when, then
        assertThatThrownBy(() -> Eventually.eventually(
                        Duration.ofMillis(100),
                        () -> assertThat(looks.incrementAndGet()).isNegative()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("still so after PT0.1S")
                .hasCauseInstanceOf(AssertionError.class);
        assertThat(looks.get()).isGreaterThan(1);
    }

    @Test
    void answersWhatTheQuestionAnswered() {
        assertThat(Eventually.eventuallyGet(Duration.ofSeconds(1), () -> "here"))
                .isEqualTo("here");
    }
}
