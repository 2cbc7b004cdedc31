package io.golden.dlq.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.dlq.Dead;
import io.golden.dlq.DiedBefore;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StreamRoomTest {
    private static final int KEPT = DiedBefore.KEPT_IN_STREAM;

    @Test
    void whatHasItsRowLeavesTheStreamWhichRefusesWhenItIsFull() {
        // when
        Dead.letters("prc.5.response", "many", "t-" + UUID.randomUUID(), 3 * KEPT);

        // then
        Eventually.eventually(() -> assertThat(
                        Servers.postgres().number("select count(*) from dlq.dlq_messages where consumer = 'many'"))
                .isEqualTo(3 * KEPT));
        Eventually.eventually(() -> assertThat(inStream()).isBetween(KEPT, KEPT + KEPT / 10));
    }

    private static int inStream() {
        return Dead.with(nats -> (int)
                nats.jetStreamManagement().getStreamInfo("DLQ").getStreamState().getMsgCount());
    }
}
