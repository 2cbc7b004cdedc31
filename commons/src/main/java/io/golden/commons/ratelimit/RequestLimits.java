package io.golden.commons.ratelimit;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.CallerOfRequest;
import io.golden.commons.caller.TrustedProxies;
import io.golden.commons.configuration.ServiceSettings;
import io.golden.commons.error.ApiException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds each request to its limit: the route's own where it has one, else that of the caller's role. Keyed by user, else
 * by address. A limit of 0 costs no call.
 */
@ApplicationScoped
@Startup
public class RequestLimits {
    private static final String CHECKED = "golden.rate-limit.checked";
    private static final String UNMATCHED = "unmatched";
    private static final Set<String> PROGRAMS = Set.of("agent", "service");

    private final RateLimiter limiter;
    private final ServiceSettings.RoleLimits roles;
    private final TrustedProxies proxies;
    private final MeterRegistry registry;
    private final ConcurrentHashMap<String, Counter> rejected = new ConcurrentHashMap<>();

    RequestLimits(RateLimiter limiter, ServiceSettings settings, TrustedProxies proxies, MeterRegistry registry) {
        this.limiter = limiter;
        this.roles = settings.rateLimit();
        this.proxies = proxies;
        this.registry = registry;
        rejected.computeIfAbsent("/health", this::counter);
    }

    /** Completes when the request may go on, and fails with 429 when not. A second call for one request does nothing. */
    public Uni<Void> check(RoutingContext rc, ResourceInfo resource) {
        if (rc.get(CHECKED) != null) {
            return Uni.createFrom().voidItem();
        }
        rc.put(CHECKED, true);
        int ownLimit = ownLimit(resource);
        if (ownLimit == 0) {
            return Uni.createFrom().voidItem();
        }
        return CallerOfRequest.find(rc).chain(caller -> {
            var who = caller.map(known -> "user:" + known.subject())
                    .orElseGet(() -> "address:" + proxies.clientAddress(rc.request()));
            int perMinute = ownLimit > 0 && !isUnlimitedProgram(caller) ? ownLimit : roleLimit(caller);
            return perMinute == 0
                    ? Uni.createFrom().voidItem()
                    : take(rc, ownLimit > 0 ? route(rc) + ":" + who : who, perMinute);
        });
    }

    /**
     * Holds a request to a limit of its route that is counted by more than {@link #check} knows, such as address and
     * client. {@code who} is any text of bounded length. Fails with 429 when the request may not go on.
     */
    public Uni<Void> hold(RoutingContext rc, String who, int perMinute) {
        return take(rc, route(rc) + ":" + who, perMinute);
    }

    /** Writes the headers of a limit that is counted elsewhere, such as that of login. */
    public void tell(RoutingContext rc, RateLimiter.Decision decision) {
        RateLimitHeaders.write(rc.response().headers(), decision);
    }

    private Uni<Void> take(RoutingContext rc, String key, int perMinute) {
        return limiter.take(key, RateLimiter.Limit.perMinute(perMinute)).map(decision -> {
            RateLimitHeaders.write(rc.response().headers(), decision);
            if (!decision.allowed()) {
                rejected.computeIfAbsent(route(rc), this::counter).increment();
                throw tooMany(decision.retryAfter());
            }
            return null;
        });
    }

    private static ApiException tooMany(Duration retryAfter) {
        long seconds = RateLimitHeaders.wholeSeconds(retryAfter);
        return ApiException.rateLimited(
                "rate_limit.exceeded: Too many requests. Try again in " + seconds + " seconds",
                Duration.ofSeconds(seconds));
    }

    /** The route's own limit a minute, 0 when it is exempt, -1 when the role's counts. */
    private static int ownLimit(ResourceInfo resource) {
        var method = resource == null ? null : resource.getResourceMethod();
        var own = method == null ? null : method.getAnnotation(RateLimited.class);
        return own == null ? -1 : own.perMinute();
    }

    private int roleLimit(Optional<Caller> caller) {
        return caller.map(known -> switch (known.role()) {
                    case "admin" -> roles.admin();
                    case "operator" -> roles.operator();
                    case "developer" -> roles.developer();
                    case "agent" -> roles.agent();
                    case "service" -> 0;
                    default -> roles.observer();
                })
                .orElseGet(roles::anonymous);
    }

    /** A route's own limit is for people; agents are held by their budgets, unless the operator limits them. */
    private boolean isUnlimitedProgram(Optional<Caller> caller) {
        return caller.filter(known -> PROGRAMS.contains(known.role()) && roleLimit(caller) == 0)
                .isPresent();
    }

    private static String route(RoutingContext rc) {
        var template = ((HttpServerRequestInternal) rc.request()).context().<String>getLocal("UrlPathTemplate");
        return template == null ? UNMATCHED : template;
    }

    private Counter counter(String route) {
        return Counter.builder("rate.limit.rejected")
                .description("Requests refused with 429")
                .tag("route", route)
                .register(registry);
    }
}
