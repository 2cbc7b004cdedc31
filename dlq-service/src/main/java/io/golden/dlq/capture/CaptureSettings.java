package io.golden.dlq.capture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "dlq.capture")
interface CaptureSettings {
    /**
     * {@code DLQ_CAPTURE_KEPT_IN_STREAM}: how many dead letters stay in their stream although they have their rows; the
     * rest of its 50,000 is room.
     */
    @WithDefault("10000")
    int keptInStream();
}
