package io.golden.sandbox.slot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** {@code SANDBOX_WORKERS}, {@code SANDBOX_QUEUE_SIZE}, {@code SANDBOX_QUEUE_WAIT}, {@code SANDBOX_SPARE_LIFE}. */
@ConfigMapping(prefix = "sandbox")
interface SlotConfig {
    /** Boxes at once; as many as there are processors when it is not set. */
    OptionalInt workers();

    /** Requests that may wait for a box; one more gets 503. */
    @WithDefault("64")
    int queueSize();

    /** How long a request may wait for a box before it gets 503. */
    @WithDefault("60s")
    Duration queueWait();

    /** How long a box that was made ahead waits for a program; none is made ahead when it is 0. */
    @WithDefault("10s")
    Duration spareLife();

    default int workersOrProcessors() {
        return workers().orElse(Runtime.getRuntime().availableProcessors());
    }
}
