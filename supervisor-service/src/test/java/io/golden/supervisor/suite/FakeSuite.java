package io.golden.supervisor.suite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The other services as the supervisor sees them: one of which one replica of two answers, and one that is gone. */
public final class FakeSuite implements QuarkusTestResourceLifecycleManager {
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/health/ready", exchange -> answer(exchange, "{}"));
        server.createContext("/metrics", exchange -> answer(exchange, "# TYPE x gauge\nx 1\n"));
        server.createContext("/openapi", exchange -> answer(exchange, "{\"openapi\": \"3.1.0\"}"));
        server.createContext("/api/v1/dlq/stats", exchange -> answer(exchange, "{\"unresolved\": 4}"));
        server.start();
        var alive = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "suite.management-urls",
                "auth-service=" + alive + " http://127.0.0.1:9,budget-service=http://127.0.0.1:9",
                "dlq.service.url",
                alive,
                "trusted.proxies",
                "127.0.0.1");
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
