package io.golden.dlq.capture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "dlq.reconcile")
interface ReconcilerSettings {
    /** {@code DLQ_RECONCILE_INTERVAL}: how often each replica looks for deaths that nothing told of. */
    @WithDefault("1m")
    Duration interval();
}
