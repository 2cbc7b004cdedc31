package io.golden.commons.caller;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
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
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/** Fetches auth-service's JWKS document. */
@Singleton
class KeySource {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 256 * 1024;

    private final HttpClient client;
    private final URI url;

    @Inject
    KeySource(Vertx vertx, ServiceSettings settings) {
        this.url = settings.authServiceUrl()
                .filter(base -> base.getHost() != null && base.getScheme().startsWith("http"))
                .map(base -> base.resolve("/.well-known/jwks.json"))
                .orElseThrow(() -> new InvalidConfiguration("AUTH_SERVICE_URL", "a URL like http://auth-service:8080"));
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(TIMEOUT_MILLIS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(1));
    }

    Uni<Map<String, PublicKey>> fetch() {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toString())
                .setTimeout(TIMEOUT_MILLIS);
        var answer = client.request(options)
                .compose(request -> request.send())
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture("auth-service answered " + response.statusCode()));
        return Uni.createFrom()
                .completionStage(answer.toCompletionStage())
                .map(KeySource::parse)
                .ifNoItem()
                .after(Duration.ofMillis(2L * TIMEOUT_MILLIS))
                .fail();
    }

    /** RSA keys with an id, as published; what else stands there is not for us. */
    private static Map<String, PublicKey> parse(Buffer body) {
        if (body.length() > MAX_BYTES) {
            throw new IllegalStateException("the JWKS document is larger than " + MAX_BYTES + " bytes");
        }
        var keys = new HashMap<String, PublicKey>();
        try {
            for (var key : new JsonWebKeySet(body.toString()).getJsonWebKeys()) {
                if (key instanceof RsaJsonWebKey rsa && rsa.getKeyId() != null) {
                    keys.put(rsa.getKeyId(), rsa.getRsaPublicKey());
                }
            }
        } catch (JoseException e) {
            throw new IllegalStateException("auth-service did not answer with a JWKS document", e);
        }
        return Map.copyOf(keys);
    }
}
