package io.golden.orchestrator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/** Speaks the wire contracts of budget-service, sandbox-executor and peer-hub-service, and remembers what it was told. */
public final class Peers implements QuarkusTestResourceLifecycleManager {
    static final BudgetPeer BUDGET = new BudgetPeer();
    static final SandboxPeer SANDBOX = new SandboxPeer();
    static final HubPeer HUB = new HubPeer();

    private HttpServer server;

    /** An answer with its status. */
    record Reply(int status, JsonObject body) {
        static Reply ok(JsonObject body) {
            return new Reply(200, body);
        }

        static Reply refused(int status, String code, String message) {
            return new Reply(status, JsonObject.of("error_code", code, "message", message));
        }
    }

    interface Handler {
        Reply handle(HttpExchange exchange, JsonObject body) throws IOException;
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        route("/api/v1/budget", BUDGET::handle);
        route("/api/v1/sandbox/execute", (_, body) -> SANDBOX.run(body));
        route("/api/v1/reviews", HUB::handle);
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("budget.service.url", url, "sandbox.executor.url", url, "peer.hub.service.url", url);
    }

    private void route(String path, Handler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                var bytes = exchange.getRequestBody().readAllBytes();
                var body = bytes.length == 0
                        ? new JsonObject()
                        : new JsonObject(new String(bytes, StandardCharsets.UTF_8));
                Reply reply;
                try {
                    reply = handler.handle(exchange, body);
                } catch (RuntimeException e) {
                    reply = Reply.refused(500, "internal.error", String.valueOf(e));
                }
                var answer = reply.body().encode().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(reply.status(), answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
