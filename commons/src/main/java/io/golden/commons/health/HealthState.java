package io.golden.commons.health;

/** The states of a service and of each of its components, best first. */
public enum HealthState {
    HEALTHY,
    DEGRADED,
    UNHEALTHY
}
