package io.golden.supervisor.suite;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The services of the suite, and how they are asked. */
@ApplicationScoped
class Members {
    private final List<Member> all;
    private final Config environment;
    private final HttpClient http;
    private final Duration patience;

    Members(SuiteConfig config, Config environment, Vertx vertx) {
        this.environment = environment;
        this.patience = config.patience();
        this.all = config.managementUrls()
                .filter(text -> !text.isBlank())
                .map(text -> Member.parse(text, name -> api(environment, name)))
                .orElse(List.of());
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) patience.toMillis())
                .setIdleTimeout(30)
                .setMaxPoolSize(4));
    }

    List<Member> all() {
        return all;
    }

    /** What one answered. */
    record Answer(int status, String body) {}

    /** Where a service's API is, when it was told. */
    Optional<URI> api(String service) {
        return api(environment, service);
    }

    /** Asks once; fails when nobody answers in time. */
    Uni<Answer> get(URI base, String path, String accept) {
        return get(base, path, accept, Map.of());
    }

    /** The same with further headers. */
    Uni<Answer> get(URI base, String path, String accept, Map<String, String> headers) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(base.resolve(path).toString())
                .addHeader("Accept", accept)
                .setTimeout(patience.toMillis());
        headers.forEach(request::addHeader);
        return http.request(request)
                .chain(asked -> asked.send())
                .chain((HttpClientResponse response) ->
                        response.body().map((Buffer body) -> new Answer(response.statusCode(), body.toString("UTF-8"))))
                .ifNoItem()
                .after(patience)
                .fail();
    }

    /** {@code AUTH_SERVICE_URL} for {@code auth-service}; sandbox-executor's is {@code SANDBOX_EXECUTOR_URL}. */
    private static Optional<URI> api(Config environment, String service) {
        var property = service.replace('-', '.') + ".url";
        return environment
                .getOptionalValue(property, String.class)
                .filter(text -> !text.isBlank())
                .map(URI::create);
    }
}
