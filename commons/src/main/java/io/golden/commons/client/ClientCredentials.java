package io.golden.commons.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
import io.golden.commons.error.ApiException;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Fetches the service's token by OAuth 2 client credentials and keeps it until it is worn. */
@ApplicationScoped
@DefaultBean
class ClientCredentials implements ServiceTokens {
    private static final Logger LOG = Logger.getLogger(ClientCredentials.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** How much of a token's life may pass before it is renewed. */
    private static final double WORN = 0.7;

    private record Token(String value, Instant renewAt, Instant expiresAt) {}

    private final HttpClient client;
    private final ObjectMapper json;
    private final ServiceSettings settings;
    private final AtomicReference<Uni<Token>> underWay = new AtomicReference<>();
    private volatile Optional<Token> kept = Optional.empty();

    @Inject
    ClientCredentials(Vertx vertx, ObjectMapper json, ServiceSettings settings) {
        this.client = vertx.createHttpClient();
        this.json = json;
        this.settings = settings;
    }

    @Override
    public Uni<String> current() {
        return Uni.createFrom().deferred(() -> {
            var now = Instant.now();
            var token = kept.filter(known -> now.isBefore(known.expiresAt()));
            if (token.isEmpty()) {
                return fetch().map(Token::value);
            }
            if (now.isAfter(token.get().renewAt())) {
                fetch().subscribe().with(renewed -> {}, failure -> LOG.debug("Service token not renewed yet", failure));
            }
            return Uni.createFrom().item(token.get().value());
        });
    }

    @Override
    public void forget() {
        kept = Optional.empty();
    }

    /** Asks auth-service; whoever asks while that is under way shares it. */
    private Uni<Token> fetch() {
        var mine = Uni.createFrom()
                .deferred(this::ask)
                .onItem()
                .invoke(token -> kept = Optional.of(token))
                .onTermination()
                .invoke(() -> underWay.set(null))
                .memoize()
                .indefinitely();
        return underWay.updateAndGet(other -> other == null ? mine : other);
    }

    private Uni<Token> ask() {
        var url = settings.authServiceUrl()
                .orElseThrow(() -> new InvalidConfiguration("AUTH_SERVICE_URL", "a URL like http://auth-service:8080"))
                .resolve("/api/v1/auth/token");
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .setTimeout(TIMEOUT.toMillis());
        var answer = client.request(options)
                .compose(request -> request.send(Buffer.buffer(form())))
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture("auth-service answered " + response.statusCode()));
        return Uni.createFrom()
                .completionStage(answer.toCompletionStage())
                .map(this::parse)
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("No service token: %s", failure.getMessage()))
                .onFailure()
                .transform(failure ->
                        ApiException.unavailable("auth-service does not answer. Try again shortly", TIMEOUT));
    }

    private String form() {
        var id = settings.clientId()
                .orElseThrow(() -> new InvalidConfiguration("SERVICE_CLIENT_ID", "this service's account name"));
        var secret = settings.clientSecret()
                .orElseThrow(() -> new InvalidConfiguration("SERVICE_CLIENT_SECRET", "that account's secret"));
        return "grant_type=client_credentials&client_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8)
                + "&client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    }

    private Token parse(Buffer body) {
        try {
            var tree = json.readTree(body.getBytes());
            var value = tree.path("access_token").asText(tree.path("token").asText());
            var life = Duration.ofSeconds(tree.path("expires_in").asLong(60));
            var now = Instant.now();
            if (value.isEmpty()) {
                throw new IllegalStateException("auth-service answered without a token");
            }
            return new Token(value, now.plusMillis((long) (life.toMillis() * WORN)), now.plus(life));
        } catch (IOException e) {
            throw new IllegalStateException("auth-service did not answer with JSON", e);
        }
    }
}
