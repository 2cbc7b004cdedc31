package io.golden.peerhub.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the hub keeps time. */
@ConfigMapping(prefix = "review")
interface ReviewConfig {
    /** How long a session may be overdue before a replica looks; {@code REVIEW_SWEEP_INTERVAL}. */
    @WithDefault("200ms")
    Duration sweepInterval();
}
