package io.golden.commons.http;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The web pages that may call with the browser's cookies: our own and {@code CORS_ALLOW_ORIGINS}. */
@Singleton
public final class AllowedOrigins {
    private static final Logger LOG = Logger.getLogger(AllowedOrigins.class);
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s*]+");

    private final Set<String> origins;

    AllowedOrigins(ServiceSettings settings) {
        this.origins = check(settings.corsAllowOrigins().orElse(List.of()));
    }

    static Set<String> check(List<String> origins) {
        if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin.strip()).matches())) {
            throw new InvalidConfiguration(
                    "CORS_ALLOW_ORIGINS",
                    "comma-separated origins like https://golden.example.com; \"*\" is refused, since answers are given"
                            + " with credentials");
        }
        return Set.copyOf(origins.stream().map(String::strip).toList());
    }

    void announce(@Observes StartupEvent start) {
        if (!origins.isEmpty()) {
            LOG.infof("CORS enabled for origins: %s", origins.stream().sorted().toList());
        }
    }

    boolean lists(String origin) {
        return origins.contains(origin);
    }

    /** Whether a page of this origin may write with the cookie of the request: it is listed or it is the request's own host. */
    public boolean mayWrite(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        var authority = request.authority();
        return lists(origin)
                || (authority != null
                        && (origin.equals("http://" + authority) || origin.equals("https://" + authority)));
    }
}
