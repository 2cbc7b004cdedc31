package io.golden.auth.me;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeptProfilesTest {
    private static final Profile OLD = new Profile(UUID.randomUUID(), Optional.of("old@example.org"));
    private static final Profile NEW = new Profile(OLD.id(), Optional.of("new@example.org"));

    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private final KeptProfiles kept = new KeptProfiles(Duration.ofSeconds(60), () -> now);

    private void keep(String name, long generation, Profile profile) {
        kept.keep(name, generation, profile, kept.changes());
    }

    @Test
    void aProfileIsKeptForItsTime() {
        keep("ann", 7, OLD);

        now = now.plusSeconds(59);
        assertThat(kept.find("ann", 7)).contains(OLD);
        now = now.plusSeconds(1);
        assertThat(kept.find("ann", 7)).isEmpty();
    }

    @Test
    void aTokenOfALaterGenerationIsNotShownAnEarlierOwner() {
        keep("ann", 7, OLD);

        assertThat(kept.find("ann", 8)).isEmpty();
        assertThat(kept.find("ann", 6)).contains(OLD);
    }

    @Test
    void whatWasReadBeforeAChangeIsNotKept() {
        var before = kept.changes();

        kept.forget("ann");
        kept.keep("ann", 7, OLD, before);

        assertThat(kept.find("ann", 7)).isEmpty();
        keep("ann", 7, NEW);
        assertThat(kept.find("ann", 7)).contains(NEW);
    }

    /** Whoever reads the old row and keeps it late, however the two meet, does not outlive the change. */
    @Test
    void noOldProfileOutlivesAChange() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            var before = kept.changes();
            var late = Thread.ofVirtual().start(() -> kept.keep("ann", 7, OLD, before));
            kept.forget("ann");
            late.join();

            assertThat(kept.find("ann", 7)).as("round %d", round).isEmpty();
        }
    }

    @Test
    void thereIsAnEndToThem() {
        for (int i = 0; i < 3 * KeptProfiles.MOST; i++) {
            keep("user " + i, 1, OLD);
            assertThat(kept.size()).isLessThanOrEqualTo(KeptProfiles.MOST);
        }
        assertThat(kept.find("user " + (3 * KeptProfiles.MOST - 1), 1)).contains(OLD);
    }
}
