package io.golden.agent.gateway;

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
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Golden's HTTP API as one service account sees it. A token is fetched when it is needed and renewed before it ends; a
 * 401 fetches a new one and tries once more. Safe for many threads; calls block, so use virtual threads.
 */
public final class Gateway {
    private static final Duration SHORT = Duration.ofSeconds(10);

    private final URI base;
    private final Credentials credentials;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final AccessTokens tokens;

    /**
     * @param base such as {@code http://127.0.0.1:8000}, without a path
     */
    public Gateway(URI base, Credentials credentials) {
        this.base = base;
        this.credentials = credentials;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(3))
                .build();
        this.tokens = new AccessTokens(this::requestToken, Clock.systemUTC());
    }

    public Credentials credentials() {
        return credentials;
    }

    /** The mapper that this gateway reads and writes with. */
    public ObjectMapper json() {
        return json;
    }

    /** A valid access token, for messages that carry one. */
    public String token() {
        return tokens.current();
    }

    /** One GET. Throws {@link GatewayException} when nothing answered. */
    public Reply get(String path) {
        return send("GET", path, Optional.empty(), SHORT);
    }

    /** One POST. Throws {@link GatewayException} when nothing answered within the timeout. */
    public Reply post(String path, Object body, Duration timeout) {
        return send("POST", path, Optional.of(body), timeout);
    }

    /**
     * A POST that may be repeated, because the server tells a repetition from a second wish: tries until it is answered
     * by something other than a passing fault, or patience ends; then the last fault is returned or thrown.
     */
    public Reply postReliably(String path, Object body, Duration timeout, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        var backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
        while (true) {
            var wait = Duration.ZERO;
            try {
                var reply = post(path, body, timeout);
                if (!(reply instanceof Reply.Refused refused) || !refused.transientFault() || over(deadline)) {
                    return reply;
                }
                wait = refused.retryAfter().orElse(Duration.ZERO);
            } catch (GatewayException e) {
                if (over(deadline)) {
                    throw e;
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new GatewayException("Interrupted while waiting to repeat POST " + path);
            }
            backoff.pause(wait);
        }
    }

    private static boolean over(long deadline) {
        return System.nanoTime() - deadline >= 0;
    }

    private Reply send(String method, String path, Optional<Object> body, Duration timeout) {
        var token = tokens.current();
        var response = exchange(request(method, path, body, timeout).header("Authorization", "Bearer " + token));
        if (response.statusCode() == 401) {
            tokens.refused(token);
            response = exchange(
                    request(method, path, body, timeout).header("Authorization", "Bearer " + tokens.current()));
        }
        return reply(response);
    }

    private JsonNode requestToken() {
        var body = Map.of(
                "grant_type", "client_credentials",
                "client_id", credentials.name(),
                "client_secret", credentials.secret());
        return reply(exchange(request("POST", "/api/v1/auth/token", Optional.of(body), SHORT)))
                .bodyOrThrow();
    }

    private HttpRequest.Builder request(String method, String path, Optional<Object> body, Duration timeout) {
        var publisher = body.map(b -> BodyPublishers.ofString(write(b))).orElseGet(BodyPublishers::noBody);
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, publisher);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new GatewayException("Golden does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException("Interrupted while waiting for Golden", e);
        }
    }

    private Reply reply(HttpResponse<String> response) {
        var body = read(response.body());
        if (response.statusCode() / 100 == 2) {
            return new Reply.Ok(response.statusCode(), body);
        }
        return new Reply.Refused(
                response.statusCode(),
                body.path("error_code").asText("http." + response.statusCode()),
                body.path("message").asText(""),
                retryAfter(response));
    }

    /** Seconds, as Golden sends it; at most a minute is believed. */
    private static Optional<Duration> retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(v -> v.matches("\\d{1,6}"))
                .map(v -> Duration.ofSeconds(Math.min(60, Long.parseLong(v))));
    }

    private JsonNode read(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : json.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new GatewayException("A request could not be written as JSON", e);
        }
    }
}
