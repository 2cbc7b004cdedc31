package io.golden.dlq.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "dlq.retention")
interface RetentionSettings {
    /** {@code DLQ_RETENTION_RESOLVED}: how long resolved messages and finished redrives are kept, 8 days at least. */
    @WithDefault("720h")
    Duration resolved();
}
