package io.golden.dlq.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.data.nats.StoredMessages.DurableState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    @Test
    void allDeliveriesUsedUpAndNobodyThereIsDeath() {
        var suspects = Suspects.of(durable(0, 3, 6, 3, 3, 0), List.of(1L, 2L, 3L), Set.of(2L));

        assertThat(suspects.dead()).containsExactly(1L, 3L);
        assertThat(suspects.lost()).isEmpty();
    }

    @Test
    void whoeverPullsIsToldByNats() {
        assertThat(Suspects.of(durable(0, 3, 6, 3, 3, 1), List.of(1L, 2L, 3L), Set.of())
                        .dead())
                .isEmpty();
    }

    @Test
    void aDeliveryThatIsLeftMeansThatNobodyIsDeadForCertain() {
        var suspects = Suspects.of(durable(0, 3, 5, 3, 2, 0), List.of(1L, 2L, 3L), Set.of());

        assertThat(suspects.dead()).isEmpty();
        assertThat(suspects.undecided()).isEqualTo(2);
    }

    @Test
    void whatNatsNoticedAndNobodyStoredIsDead() {
        assertThat(Suspects.of(durable(0, 2, 4, 0, 2, 1), List.of(1L, 2L), Set.of(1L))
                        .dead())
                .containsExactly(2L);
        assertThat(Suspects.of(durable(0, 2, 4, 0, 2, 1), List.of(1L, 2L), Set.of(1L, 2L))
                        .dead())
                .isEmpty();
        // One of the two was done, and nobody knows which.
        assertThat(Suspects.of(durable(0, 2, 4, 0, 1, 1), List.of(1L, 2L), Set.of())
                        .undecided())
                .isEqualTo(1);
    }

    @Test
    void whatIsPendingAndGoneFromTheStreamIsLost() {
        var suspects = Suspects.of(durable(4, 7, 6, 3, 3, 0), List.of(7L), Set.of());

        assertThat(suspects.lost()).containsExactly(5L, 6L);
        assertThat(suspects.dead()).containsExactly(7L);
    }

    private static DurableState durable(
            long floor, long delivered, long deliveries, long pending, long redelivered, long waiting) {
        return new DurableState(
                "PRC",
                "c",
                ">",
                floor,
                delivered,
                deliveries,
                pending,
                redelivered,
                waiting,
                2,
                Duration.ofSeconds(30));
    }
}
