package io.golden.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An HTTP server that answers as the test says and remembers what it was asked: the other end of the wire. */
public final class FakeGolden implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ConcurrentMap<String, Function<Call, Answer>> routes = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Queue<String> leases = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tokens = new AtomicInteger();

    /** One request. */
    public record Call(String method, String path, String authorization, JsonNode body) {}

    /** One answer. */
    public record Answer(int status, String body) {}

    public FakeGolden() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        on(
                "POST /api/v1/auth/token",
                _ -> json("{\"access_token\": \"token-%d\", \"expires_in\": 900}".formatted(tokens.incrementAndGet())));
        on("POST /api/v1/work/claim", this::claim);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers such requests so; the path may end in {@code *}. */
    public void on(String methodAndPath, Function<Call, Answer> answer) {
        routes.put(methodAndPath, answer);
    }

    public static Answer json(String body) {
        return new Answer(200, body);
    }

    /** Offers a step to whoever claims next. */
    void offer(String stepId, long fencingToken, String input) {
        leases.add("""
                {"step_id": "%s", "task_id": "task-1", "tenant_id": "default", "type": "develop", "role": "developer",
                 "attempt": 1, "fencing_token": %d, "input": %s}""".formatted(stepId, fencingToken, input));
    }

    public List<Call> calls(String method, String pathPart) {
        return calls.stream()
                .filter(call -> call.method().equals(method) && call.path().contains(pathPart))
                .toList();
    }

    private Answer claim(Call call) {
        var given = new StringBuilder("[");
        int most = call.body().path("max").asInt();
        for (int i = 0; i < most && !leases.isEmpty(); i++) {
            given.append(i == 0 ? "" : ",").append(leases.poll());
        }
        if (given.length() == 1) {
            pause();
        }
        return json(given.append("]").toString());
    }

    /** A long poll that is short enough for a test. */
    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var bytes = exchange.getRequestBody().readAllBytes();
            var call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes));
            calls.add(call);
            var answer = route(call).apply(call);
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (UncheckedIOException e) {
            // The test breaks this connection off.
        }
    }

    private Function<Call, Answer> route(Call call) {
        var wanted = call.method() + " " + call.path();
        var exact = routes.get(wanted);
        if (exact != null) {
            return exact;
        }
        return routes.entrySet().stream()
                .filter(route -> route.getKey().endsWith("*")
                        && wanted.startsWith(
                                route.getKey().substring(0, route.getKey().length() - 1)))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElse(_ -> new Answer(404, "{\"error_code\": \"resource.not_found\", \"message\": \"\"}"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
