package io.golden.auth.login;

import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Many logins under way at the same time, each on a connection of its own. */
final class Flood implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

    /** Sends as many wrong passwords and returns at once. */
    void guess(String username, int times) {
        IntStream.range(0, times)
                .mapToObj(i -> "{\"username\":\"%s\",\"password\":\"guess %d\"}".formatted(username, i))
                .map(body -> HttpRequest.newBuilder(
                                URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/auth/login"))
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .forEach(answers::add);
    }

    /** How many have been answered so far. */
    long answered() {
        return answers.stream().filter(CompletableFuture::isDone).count();
    }

    /** Waits for all. */
    List<HttpResponse<String>> all() throws ExecutionException, InterruptedException, TimeoutException {
        var all = new ArrayList<HttpResponse<String>>();
        for (var answer : answers) {
            all.add(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        return all;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
