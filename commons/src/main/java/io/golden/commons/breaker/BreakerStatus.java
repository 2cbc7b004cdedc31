package io.golden.commons.breaker;

/** One breaker of one replica. */
public record BreakerStatus(String name, String service, String instance, State state) {
    /** As in the metric {@code circuit_breaker_state}: 0 closed, 1 half-open, 2 open. */
    public enum State {
        CLOSED(0),
        HALF_OPEN(1),
        OPEN(2);

        private final int metric;

        State(int metric) {
            this.metric = metric;
        }

        int metric() {
            return metric;
        }
    }
}
