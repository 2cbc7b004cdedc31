package io.golden.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Golden's API through the gateway, as one of the demo users. Waits out its rate limit; everything else is an answer. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final Map<String, Api> SESSIONS = new ConcurrentHashMap<>();

    private final String user;
    private final String password;
    private String token = "";
    private long renewAtNanos = System.nanoTime();

    private Api(String user, String password) {
        this.user = user;
        this.password = password;
    }

    static Api admin() {
        return SESSIONS.computeIfAbsent("admin", user -> new Api(user, "admin123"));
    }

    static Api operator() {
        return SESSIONS.computeIfAbsent("operator", user -> new Api(user, "operator123"));
    }

    static Api developer() {
        return SESSIONS.computeIfAbsent("developer", user -> new Api(user, "dev123"));
    }

    /** Everybody logs in again: their tokens may have ended before their time. */
    static void forgetLogins() {
        SESSIONS.clear();
    }

    /** One answer. */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError(raw.request().method() + " " + raw.uri() + " → " + status + " " + raw.body());
            }
            return body;
        }
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    Answer post(String path, Object body) {
        try {
            return call("POST", path, JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Sends a request without a login. */
    static Answer anonymous(String method, String path, String body) {
        return answer(send(request(method, path, body)));
    }

    /** A valid access token, fetched once in ten minutes: logins are limited to five a minute. */
    synchronized String token() {
        if (System.nanoTime() - renewAtNanos >= 0) {
            var login = answer(sendPatiently(request("POST", "/api/v1/auth/login", """
                    {"username": "%s", "password": "%s"}""".formatted(user, password))));
            token = login.ok().path("token").asText();
            renewAtNanos = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        }
        return token;
    }

    private Answer call(String method, String path, String body) {
        return answer(sendPatiently(request(method, path, body).header("Authorization", "Bearer " + token())));
    }

    static HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(Suite.url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    /** A 429 is waited for, as a well-behaved client does. */
    static HttpResponse<String> sendPatiently(HttpRequest.Builder request) {
        for (int attempt = 1; ; attempt++) {
            var response = send(request);
            if (response.statusCode() != 429 || attempt == 30) {
                return response;
            }
            long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
            pause(Duration.ofSeconds(Math.clamp(seconds, 1, 60)));
        }
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), json(response.body()), response);
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
