package io.golden.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedTallyTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final RefusedTally tally = new RefusedTally(InstantSource.fixed(NOON));

    @Test
    void countsByUserAndAddress() {
        tally.count("alice", "10.0.0.1");
        tally.count("alice", "10.0.0.1");
        tally.count("alice", "10.0.0.2");

        assertThat(tally.take())
                .isEqualTo(List.of(
                        new RefusedTally.Refused("alice", "10.0.0.1", 2, NOON, NOON),
                        new RefusedTally.Refused("alice", "10.0.0.2", 1, NOON, NOON)));
        assertThat(tally.take()).isEmpty();
    }

    @Test
    void isBoundedAndLosesNone() {
        for (int i = 0; i < 2_000; i++) {
            tally.count("user " + i, "10.0.0.1");
        }

        var taken = tally.take();

        assertThat(taken).hasSize(501);
        assertThat(taken.stream().mapToLong(RefusedTally.Refused::times).sum()).isEqualTo(2_000);
    }

    @Test
    void whatCouldNotBeWrittenIsCountedAgain() {
        tally.count("alice", "10.0.0.1");
        tally.take().forEach(tally::putBack);
        tally.count("alice", "10.0.0.1");

        assertThat(tally.take())
                .singleElement()
                .extracting(RefusedTally.Refused::times)
                .isEqualTo(2L);
    }
}
