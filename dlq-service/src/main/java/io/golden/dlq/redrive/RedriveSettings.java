package io.golden.dlq.redrive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "dlq.redrive")
interface RedriveSettings {
    /**
     * {@code DLQ_REDRIVE_CANARY_PATIENCE}: how long a canary may take to come back, where its consumer does not tell
     * sooner; longer than all its retries.
     */
    @WithDefault("150s")
    Duration canaryPatience();

    /** {@code DLQ_REDRIVE_MOST_MESSAGES}: of one job; the oldest are taken. */
    @WithDefault("100000")
    int mostMessages();
}
