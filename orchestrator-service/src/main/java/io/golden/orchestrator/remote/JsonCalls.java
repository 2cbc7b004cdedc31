package io.golden.orchestrator.remote;

import io.golden.commons.breaker.Breakers;
import io.golden.commons.client.RemoteCall;
import io.golden.commons.client.ServiceTokens;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.error.ApiException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One JSON call to another service, with this service's token and the request's correlation, through the remote's breaker.
 * Every call made here may be repeated: its key, or the state it asks for, makes a second one harmless.
 */
@ApplicationScoped
public class JsonCalls {
    private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int CONNECTIONS_PER_REMOTE = 64;

    /** One breaker per remote, known (and shown) before the first call. */
    private static final List<String> BREAKERS = List.of("auth", "budget", "peer-hub", "sandbox");

    private final HttpClient client;
    private final ServiceTokens tokens;
    private final RemoteCall policy;
    private final Breakers breakers;

    JsonCalls(Vertx vertx, ServiceTokens tokens, RemoteCall policy, Breakers breakers) {
        var options = new HttpClientOptions().setConnectTimeout(1000).setKeepAliveTimeout(30);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_REMOTE));
        this.tokens = tokens;
        this.policy = policy;
        this.breakers = breakers;
    }

    void start(@Observes StartupEvent event) {
        BREAKERS.forEach(breakers::register);
    }

    /** What to call, how long to wait for it, and under which breaker. */
    public record Call(
            String breaker,
            HttpMethod method,
            URI url,
            Map<String, String> headers,
            JsonObject body,
            Duration timeout) {}

    /** The answer; a failure when the remote is ill, does not answer in time, or its breaker is open. */
    public Uni<Answer> send(Call call) {
        return token().flatMap(token -> policy.idempotent(call.breaker(), call.timeout(), () -> exchange(call, token)));
    }

    private Uni<String> token() {
        return policy.once("auth", TOKEN_TIMEOUT, tokens::current);
    }

    private Uni<Answer> exchange(Call call, String token) {
        var correlation = Correlation.current();
        var options = new RequestOptions()
                .setMethod(call.method())
                .setAbsoluteURI(call.url().toString())
                .setTimeout(call.timeout().toMillis())
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Content-Type", "application/json")
                .putHeader(Correlation.REQUEST_ID_HEADER, correlation.requestId())
                .putHeader(Correlation.TRACEPARENT_HEADER, correlation.traceparent());
        call.headers().forEach(options::putHeader);
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(request -> call.method().equals(HttpMethod.GET)
                                ? request.send()
                                : request.send(call.body().toBuffer()))
                        .compose(response -> response.body().map(body -> read(response, body)))
                        .toCompletionStage());
    }

    private Answer read(HttpClientResponse response, Buffer body) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            tokens.forget();
        }
        // What we may not do yet (a permission that is still being rolled out, say) is no verdict about a task either.
        if (status >= 500 || status == 401 || status == 403 || status == 429) {
            throw ApiException.unavailable("A service that is needed answered " + status, RETRY_AFTER);
        }
        return new Answer(status, body.length() == 0 ? new JsonObject() : new JsonObject(body));
    }
}
