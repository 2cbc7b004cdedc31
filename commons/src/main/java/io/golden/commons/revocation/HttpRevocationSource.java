package io.golden.commons.revocation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
import io.golden.commons.wire.RevocationList;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Asks auth-service over HTTP. */
@Singleton
@DefaultBean
class HttpRevocationSource implements RevocationSource {
    private static final int TIMEOUT_MILLIS = 1_000;

    private final HttpClient client;
    private final ObjectMapper json;
    private final URI url;

    @Inject
    HttpRevocationSource(Vertx vertx, ObjectMapper json, ServiceSettings settings) {
        this.url = settings.authServiceUrl()
                .map(base -> base.resolve("/api/v1/auth/revocations"))
                .orElseThrow(() -> new InvalidConfiguration("AUTH_SERVICE_URL", "a URL like http://auth-service:8080"));
        // Auth-service may know more than this version does: it is deployed first.
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(TIMEOUT_MILLIS).setMaxPoolSize(1));
    }

    @Override
    public Uni<RevocationList> since(String cursor) {
        return Uni.createFrom().deferred(() -> {
            var options = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setAbsoluteURI(url + "?since=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8))
                    .setTimeout(TIMEOUT_MILLIS);
            var answer = client.request(options)
                    .compose(request -> request.send())
                    .compose(response -> response.statusCode() == 200
                            ? response.body()
                            : Future.failedFuture("auth-service answered " + response.statusCode()));
            return Uni.createFrom().completionStage(answer.toCompletionStage()).map(this::parse);
        });
    }

    private RevocationList parse(Buffer body) {
        try {
            return json.readValue(body.getBytes(), RevocationList.class);
        } catch (IOException e) {
            throw new UncheckedIOException("auth-service did not answer with a list of revocations", e);
        }
    }
}
