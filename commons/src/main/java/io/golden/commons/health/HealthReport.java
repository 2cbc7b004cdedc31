package io.golden.commons.health;

import java.time.Instant;
import java.util.Map;

/** The answer of {@code GET /health}. */
public record HealthReport(
        HealthState status,
        Instant timestamp,
        String version,
        long uptimeSeconds,
        Map<String, HealthState> components) {}
