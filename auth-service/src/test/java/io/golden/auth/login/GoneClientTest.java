package io.golden.auth.login;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.auth.TestUsers;
import io.golden.auth.attempt.AttemptKey;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Clients that close the connection before they are answered. */
@QuarkusTest
class GoneClientTest {
    private static final int GUESSES = 3;

    private final String username = "gone-" + UUID.randomUUID();

    @Test
    void aWrongGuessHasItsAuditRowAndARightOneIsNoLongerCounted() throws IOException {
        // given
        Servers.redis().command("FLUSHALL");
        TestUsers.create(username, "correct horse", "observer");

        // when
        for (int i = 0; i < GUESSES; i++) {
            guessAndLeave("wrong");
        }

        // then
        eventually(() -> assertThat(audited("auth.login.fail")).isEqualTo(GUESSES));

        // when
        guessAndLeave("correct horse");

        // then
        eventually(() -> assertThat(audited("auth.login.success")).isEqualTo(1));
        eventually(
                () -> assertThat(Servers.redis().command("EXISTS " + lockout())).isEqualTo(":0"));
    }

    private void guessAndLeave(String password) throws IOException {
        var body = "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(username, password);
        var request = "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private long audited(String action) {
        return Servers.postgres()
                .number("select count(*) from audit.audit_log where action = ? and user_id = ?", action, username);
    }

    private String lockout() {
        return "login:{" + AttemptKey.of(username, "").user() + "}:lockout:127.0.0.1";
    }
}
