package io.golden.commons.revocation;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.wire.Revocation;
import io.golden.commons.wire.RevocationList;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationFeedTest {
    private final List<Revocation> log = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean down;
    private final RevokedTokens revoked = new RevokedTokens();
    private final RevocationFeed feed = new RevocationFeed(this::since, revoked);

    /** Two at a time, the cursor is how many were read. */
    private Uni<RevocationList> since(String cursor) {
        asked.add(cursor);
        if (down) {
            return Uni.createFrom().failure(new IllegalStateException("down"));
        }
        int from = Integer.parseInt(cursor);
        int to = Math.min(log.size(), from + 2);
        return Uni.createFrom()
                .item(new RevocationList(List.copyOf(log.subList(from, to)), Integer.toString(to), to < log.size()));
    }

    private void revoke(String token) {
        log.add(new Revocation(
                Revocation.TOKEN,
                Revocation.hash(Revocation.TOKEN, token),
                Optional.empty(),
                Optional.empty(),
                Instant.now().plusSeconds(60)));
    }

    private boolean revoked(String token) {
        return revoked.includes(TokenMarks.of(token, Optional.empty(), "operator", "alice", 1));
    }

    @AfterEach
    void stop() {
        feed.stop();
    }

    @Test
    void theWholeListIsReadBeforeItIsComplete() {
        for (int i = 0; i < 5; i++) {
            revoke("t" + i);
        }

        feed.catchUp().await().atMost(Duration.ofSeconds(30));

        assertThat(asked).containsExactly("0", "2", "4");
        assertThat(revoked("t0")).isTrue();
        assertThat(revoked("t4")).isTrue();
        assertThat(revoked.complete()).isDone();
    }

    @Test
    void whatIsKnownStaysWhileTheSourceIsDownAndAfterwardsAllIsReadAgain() {
        revoke("before");
        feed.catchUp().await().atMost(Duration.ofSeconds(30));
        down = true;
        revoke("meanwhile");
        assertThatThrownBy(() -> feed.catchUp().await().atMost(Duration.ofSeconds(30)))
                .hasMessage("down");
        assertThat(revoked("before")).isTrue();
        assertThat(revoked("meanwhile")).isFalse();
        down = false;
        asked.clear();

        feed.catchUp().await().atMost(Duration.ofSeconds(30));

        assertThat(asked).first().isEqualTo("0");
        assertThat(revoked("meanwhile")).isTrue();
    }

    @Test
    void aSourceThatIsDownAtStartIsFollowedOnceItIsUp() {
        down = true;
        revoke("early");
        feed.start(null);
        assertThat(revoked.complete()).isNotDone();

        down = false;

        eventually(() -> assertThat(revoked.complete()).isDone());
        assertThat(revoked("early")).isTrue();
        revoke("late");
        eventually(Duration.ofSeconds(30), () -> assertThat(revoked("late")).isTrue());
    }
}
