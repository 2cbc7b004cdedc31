package io.golden.commons.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BodyLimitTest {
    private static final int MIB = 1024 * 1024;
    private static final String PATH = "/api/v1/provoke/public-orders";

    private static byte[] orderOf(int bytes) {
        var head = "{\"tokens\": 5, \"project_id\": \"";
        return (head + "x".repeat(bytes - head.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static void writeChunks(OutputStream out, int bytes) throws IOException {
        var body = orderOf(bytes);
        int step = 64 * 1024;
        for (int from = 0; from < body.length; from += step) {
            int length = Math.min(step, body.length - from);
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, from, length);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(String length) {
        return "POST " + PATH + " HTTP/1.1\nHost: localhost\nContent-Type: application/json\n" + length + "\n\n";
    }

    @Test
    void oneMebibyteIsRead() {
        given().contentType("application/json")
                .body(orderOf(MIB))
                .post(PATH)
                .then()
                .statusCode(200);
    }

    @Test
    void oneByteMoreIsRefusedAfterItWasRead() throws IOException {
        var answer = RawHttp.exchange(head("Content-Length: " + (MIB + 1)), out -> out.write(orderOf(MIB + 1)));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"error_code\":\"validation.too_large\"");
    }

    @Test
    void sevenMebibytesAreReadToTheEndSoThatTheAnswerIsSeen() throws IOException {
        var answer = RawHttp.exchange(head("Content-Length: " + 7 * MIB), out -> out.write(orderOf(7 * MIB)));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("validation.too_large", "request_id");
    }

    @Test
    void whatSaysThatItIsLargerThanAllPatienceIsRefusedAtOnce() throws IOException {
        var answer = RawHttp.exchange(head("Content-Length: " + 500L * MIB), out -> out.write(orderOf(1000)));

        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .contains("validation.too_large")
                .containsIgnoringCase("connection: close");
    }

    @Test
    void chunksAreCountedToo() throws IOException {
        var answer = RawHttp.exchange(head("Transfer-Encoding: chunked"), out -> writeChunks(out, 3 * MIB));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"error_code\":\"validation.too_large\"");
    }

    @Test
    void chunksOfOneMebibyteAreRead() throws IOException {
        var answer = RawHttp.exchange(head("Transfer-Encoding: chunked"), out -> writeChunks(out, MIB));

        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    void chunksWithoutEndAreCutOffWithAnAnswer() throws IOException {
        var answer = RawHttp.exchange(head("Transfer-Encoding: chunked"), out -> writeChunks(out, 9 * MIB));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("validation.too_large");
    }
}
