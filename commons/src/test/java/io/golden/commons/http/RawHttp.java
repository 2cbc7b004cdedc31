package io.golden.commons.http;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Requests byte by byte, for what well-behaved clients do not send. */
final class RawHttp {
    private RawHttp() {}

    interface Body {
        void write(OutputStream out) throws IOException;
    }

    /** Sends head and body, and reads until the server closes or 2 s of silence. */
    static String exchange(String head, Body body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(2_000);
            var out = socket.getOutputStream();
            out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            body.write(out);
            out.flush();
            return read(socket);
        }
    }

    private static String read(Socket socket) throws IOException {
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n > 0;
                    n = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                if (answer.toString().endsWith("}")) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            // What came so far is the answer.
        }
        return answer.toString();
    }
}
