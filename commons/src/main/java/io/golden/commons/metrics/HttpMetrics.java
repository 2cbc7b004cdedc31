package io.golden.commons.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** {@code http_requests_total}, {@code http_request_duration_seconds} and {@code error_rate}. */
@Singleton
@Startup
public final class HttpMetrics {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private record Answer(String route, String method, String status) {}

    private record Route(String route, String method) {}

    private final MeterRegistry registry;
    private final ErrorRate errorRate;
    private final ConcurrentHashMap<Answer, Counter> requests = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Route, Timer> durations = new ConcurrentHashMap<>();

    HttpMetrics(MeterRegistry registry, ErrorRate errorRate) {
        this.registry = registry;
        this.errorRate = errorRate;
    }

    /** Makes the series of a route and a status, at zero. */
    void register(String route, String method, String status) {
        requests.computeIfAbsent(new Answer(route, method, status), this::counter);
        durations.computeIfAbsent(new Route(route, method), this::timer);
    }

    /**
     * Counts an answer.
     *
     * @param route the template, never the raw path
     */
    public void record(String route, String method, String status, long nanos) {
        var known = METHODS.contains(method) ? method : "OTHER";
        requests.computeIfAbsent(new Answer(route, known, status), this::counter)
                .increment();
        durations.computeIfAbsent(new Route(route, known), this::timer).record(nanos, TimeUnit.NANOSECONDS);
        errorRate.count(status.startsWith("5"));
    }

    private Counter counter(Answer answer) {
        return Counter.builder("http.requests")
                .description("Requests answered, by route template")
                .tag("route", answer.route())
                .tag("method", answer.method())
                .tag("status", answer.status())
                .register(registry);
    }

    private Timer timer(Route route) {
        return Timer.builder("http.request.duration")
                .description("Time from the request's head to the answer's end")
                .tag("route", route.route())
                .tag("method", route.method())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
