package io.golden.budget.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Calls any of the replicas, and repeats what was not answered, with the same ids. */
final class Caller {
    record Answer(int status, JsonNode body) {
        String code() {
            return body.path("error_code").asText();
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TIMEOUT = Duration.ofSeconds(25);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<URI> replicas;
    private final String token;
    private final Memory memory;

    Caller(List<URI> replicas, String token, Memory memory) {
        this.replicas = replicas;
        this.token = token;
        this.memory = memory;
    }

    /** Empty when nobody answered for so long that the client gave up: it knows nothing then. */
    Optional<Answer> post(String verb, Map<String, Object> body, String key) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int first = ThreadLocalRandom.current().nextInt(replicas.size());
        for (int tries = 1; System.nanoTime() < deadline; tries++) {
            try {
                var answer = once(replicas.get((first + tries) % replicas.size()), verb, body, key);
                if (answer.status() != 503) {
                    memory.operations.incrementAndGet();
                    return Optional.of(answer);
                }
            } catch (IOException e) {
                // Killed, or not up yet: whether it happened is not known.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            memory.repeated.incrementAndGet();
            if (tries % replicas.size() == 0) {
                rest();
            }
        }
        memory.unanswered.incrementAndGet();
        return Optional.empty();
    }

    /** None of the replicas answered. */
    private static void rest() {
        LockSupport.parkNanos(
                Duration.ofMillis(ThreadLocalRandom.current().nextInt(20, 200)).toNanos());
    }

    private Answer once(URI replica, String verb, Map<String, Object> body, String key)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(replica.resolve("/api/v1/budget/" + verb))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }
}
