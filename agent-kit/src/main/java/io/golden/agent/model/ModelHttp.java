package io.golden.agent.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.agent.gateway.Backoff;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** One POST to a model's API, tried three times while it is overloaded. */
final class ModelHttp {
    private static final int ATTEMPTS = 3;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Duration timeout;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));

    ModelHttp(Duration timeout) {
        this.timeout = timeout;
    }

    /** Joins a base with or without a trailing slash and a path without a leading one. */
    static URI under(URI base, String path) {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + path);
    }

    JsonNode post(URI url, Map<String, String> headers, Map<String, ?> body) {
        for (int attempt = 1; ; attempt++) {
            var status = 0;
            try {
                var request = HttpRequest.newBuilder(url)
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
                headers.forEach(request::header);
                var response = http.send(request.build(), BodyHandlers.ofString());
                status = response.statusCode();
                if (status == 200) {
                    return json.readTree(response.body());
                }
            } catch (JsonProcessingException e) {
                throw new ModelException("The model's answer is not JSON");
            } catch (IOException e) {
                status = 503;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelException("Interrupted while the model was asked");
            }
            if (attempt == ATTEMPTS || (status != 429 && status < 500)) {
                throw new ModelException("The model answered with status " + status);
            }
            backoff.pause(Duration.ZERO);
        }
    }
}
