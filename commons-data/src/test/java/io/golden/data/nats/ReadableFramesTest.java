package io.golden.data.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.nats.client.support.IncomingHeadersProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableFramesTest {
    private static final String GOOD = """
            INFO {"headers":true}\r
            PING\r
            MSG a.b 1 12\r
            HMSG x 1 2 3\r
            HMSG a.b 1 _INBOX.1 30 32\r
            NATS/1.0\r
            Golden-Tenant: a\r
            \r
            hi\r
            HMSG a.b 1 28 28\r
            NATS/1.0 404 No Messages\r
            \r
            \r
            MSG a.b 1 0\r
            \r
            +OK\r
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
    void whatIsReadableGoesThroughAsItIsHoweverItIsCut(int piece) {
        assertThat(through(GOOD, piece)).isEqualTo(GOOD);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
    void whatIsNotIsReplacedAndTheNextFramesAreWhole(int piece) {
        var headers = "NATS/1.0\r\nX-V: \u00e4\tb\r\nno colon\r\n: no name\r\nX V: \u0001\r\nX-Good: 1\r\n\r\n";
        var sent =
                "HMSG a 1 reply %d %d\r\n%sbody\r\n".formatted(headers.length(), headers.length() + 4, headers) + GOOD;

        var received = through(sent, piece);

        var repaired = "NATS/1.0\r\nGolden-Unreadable-Headers: true\r\nX-V: ??b\r\nX?V: ?\r\nX-Good: 1\r\n\r\n";
        assertThat(received)
                .isEqualTo("HMSG a 1 reply %d %d\r\n%sbody\r\n"
                                .formatted(repaired.length(), repaired.length() + 4, repaired)
                        + GOOD);
    }

    @Test
    void whatIsNotUnderstoodIsLeftToTheClient() {
        var sent = "MSG a.b nonsense\r\n" + GOOD;

        assertThat(through(sent, 5)).isEqualTo(sent);
    }

    @Test
    void anyBytesBecomeHeadersThatTheClientReads() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var block = new byte[random.nextInt(60)];
            random.nextBytes(block);
            var begun = "NATS/1.0\r\n".getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(begun, 0, block, 0, i % 2 == 0 ? Math.min(begun.length, block.length) : 0);

            var readable = HeaderBlock.readable(block);

            assertThatCode(() -> new IncomingHeadersProcessor(readable))
                    .as(Arrays.toString(block))
                    .doesNotThrowAnyException();
            assertThatCode(() -> HeaderBlock.read(block)).doesNotThrowAnyException();
        }
    }

    @Test
    void aValueCannotBringAHeaderOfItsOwn() {
        var block = "NATS/1.0\r\nX: a\nGolden-Subject: mallory\rY: 1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(HeaderBlock.read(block))
                .containsOnlyKeys("X")
                .containsEntry("X", List.of("a?Golden-Subject: mallory?Y: 1"));
    }

    private static String through(String sent, int piece) {
        var frames = new ReadableFrames();
        var bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
        var received = new StringBuilder();
        for (int from = 0; from < bytes.length; from += piece) {
            var part = Arrays.copyOfRange(bytes, from, Math.min(from + piece, bytes.length));
            received.append(new String(frames.after(part, part.length), StandardCharsets.ISO_8859_1));
        }
        return received.toString();
    }
}
