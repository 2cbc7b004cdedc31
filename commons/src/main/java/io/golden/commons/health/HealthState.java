package io.golden.commons.health;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The states of a service and of each of its components, best first. */
public enum HealthState {
    @JsonProperty("healthy")
    HEALTHY,
    @JsonProperty("degraded")
    DEGRADED,
    @JsonProperty("unhealthy")
    UNHEALTHY;

    /** The worse of the two. */
    public HealthState and(HealthState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
