package io.golden.commons.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The answer of {@code GET /health}.
 *
 * @param services the suite's services by name, where the answer is the suite's; left out when empty
 */
public record HealthReport(
        HealthState status,
        Instant timestamp,
        String version,
        long uptimeSeconds,
        Map<String, HealthState> components,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, HealthState> services) {

    /** A report of this moment: as bad as the worst component; a lost service degrades the suite, which goes on. */
    public static HealthReport of(
            String version, Map<String, HealthState> components, Map<String, HealthState> services) {
        var own = worst(components.values().stream());
        var others = worst(services.values().stream());
        var status = own.and(others == HealthState.HEALTHY ? HealthState.HEALTHY : HealthState.DEGRADED);
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime() / 1000;
        return new HealthReport(status, Instant.now(), version, uptime, components, services);
    }

    private static HealthState worst(Stream<HealthState> states) {
        return states.reduce(HealthState.HEALTHY, HealthState::and);
    }
}
