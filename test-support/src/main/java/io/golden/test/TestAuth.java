package io.golden.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What a service under test needs of auth-service: {@code /.well-known/jwks.json} with the public key of {@link Tokens},
 * {@code /api/v1/auth/token} for any service account, and a list of revocations. Can be taken down.
 */
public final class TestAuth {
    private static final Pattern CLIENT_ID = Pattern.compile("client_id\"?\\s*[:=]\\s*\"?([^\"&\\s]+)");

    private final AtomicInteger jwksRequests = new AtomicInteger();
    private final List<Map<String, Object>> revoked = new CopyOnWriteArrayList<>();
    private final int port;
    private HttpServer server;

    private TestAuth(int port) {
        this.port = port;
    }

    static TestAuth start() {
        var auth = new TestAuth(ServerProcess.freePort());
        auth.resume();
        return auth;
    }

    /** The {@code AUTH_SERVICE_URL}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** How often the public keys were fetched. */
    public int jwksRequests() {
        return jwksRequests.get();
    }

    /** Closes the port: from now on nobody answers. */
    public void stop() {
        server.stop(0);
    }

    /** Answers again after {@link #stop}. */
    public void resume() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/jwks.json", exchange -> {
            jwksRequests.incrementAndGet();
            answer(exchange, 200, Tokens.jwks());
        });
        server.createContext("/api/v1/auth/token", TestAuth::token);
        server.createContext("/api/v1/auth/revocations", this::revocations);
        server.start();
    }

    /** Puts an entry on the list of revocations for good: {@code token} or {@code session}, and the hash of its id. */
    public void revoke(String kind, String hash) {
        var expiry = Instant.now().plusSeconds(990).toString();
        revoked.add(Map.of("kind", kind, "hash", hash, "expires_at", expiry));
    }

    private void revocations(HttpExchange exchange) throws IOException {
        var list = Map.of("revocations", List.copyOf(revoked), "next", "0", "more", false);
        answer(exchange, 200, Json.write(list));
    }

    private static void token(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var match = CLIENT_ID.matcher(URLDecoder.decode(body, StandardCharsets.UTF_8));
        if (!match.find()) {
            answer(exchange, 401, Json.write(Map.of("error_code", "auth.unauthorized", "message", "no client_id")));
            return;
        }
        var token = Tokens.service(match.group(1)).sign();
        answer(
                exchange,
                200,
                Json.write(Map.of("access_token", token, "token", token, "token_type", "Bearer", "expires_in", 900)));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            var body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
