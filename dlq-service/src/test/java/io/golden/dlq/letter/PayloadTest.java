package io.golden.dlq.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadTest {
    @Test
    void textStaysText() {
        // given
        var bytes = "{\"name\":\"Zoë \uD83D\uDE80\"}".getBytes(StandardCharsets.UTF_8);

        // when
        var payload = Payload.of(bytes);

        // then
        assertThat(payload.encoding()).isEqualTo(Payload.Encoding.UTF8);
        assertThat(payload.data()).contains("Zoë");
    }

    @Test
    void invalidUtf8AndNulAreKeptWhole() {
        assertThat(Payload.of(new byte[] {(byte) 0xC3, 0x28}).encoding()).isEqualTo(Payload.Encoding.BASE64);
        assertThat(Payload.of(new byte[] {'a', 0, 'b'}).encoding()).isEqualTo(Payload.Encoding.BASE64);
    }

    @Test
    void whateverCameComesOutAgain() {
        var random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            // given
            var bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);

            // when
            var payload = Payload.of(bytes);

            // then
            assertThat(payload.bytes()).isEqualTo(bytes);
        }
    }
}
