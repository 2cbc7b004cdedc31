package io.golden.auth.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTallyTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final RefusalTally tally = new RefusalTally(InstantSource.fixed(NOON));

    @Test
    void countsByUserAndAddress() {
        tally.count("alice", "10.0.0.1");
        tally.count("alice", "10.0.0.1");
        tally.count("alice", "10.0.0.2");

        assertThat(tally.take())
                .isEqualTo(List.of(
                        new RefusalTally.Refused("alice", "10.0.0.1", 2, NOON, NOON),
                        new RefusalTally.Refused("alice", "10.0.0.2", 1, NOON, NOON)));
        assertThat(tally.take()).isEmpty();
    }

    @Test
    void isBoundedAndLosesNone() {
        for (int i = 0; i < 2_000; i++) {
            tally.count("user " + i, "10.0.0.1");
        }

        var taken = tally.take();

        assertThat(taken).hasSize(501);
        assertThat(taken.stream().mapToLong(RefusalTally.Refused::times).sum()).isEqualTo(2_000);
    }

    @Test
    void whatCouldNotBeWrittenIsCountedAgain() {
        tally.count("alice", "10.0.0.1");
        tally.take().forEach(tally::putBack);
        tally.count("alice", "10.0.0.1");

        assertThat(tally.take())
                .singleElement()
                .extracting(RefusalTally.Refused::times)
                .isEqualTo(2L);
    }
}
