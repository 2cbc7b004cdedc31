package io.golden.auth.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code AUDIT_SEAL_INTERVAL}, {@code AUDIT_RETENTION_DAYS}, {@code AUDIT_VERIFY_TIME}. */
@ConfigMapping(prefix = "audit")
interface AuditConfig {
    /** How often each replica seals what was written since. */
    @WithDefault("2s")
    Duration sealInterval();

    @WithDefault("400")
    int retentionDays();

    /** How long one call of verify works before it answers how far it came. */
    @WithDefault("20s")
    Duration verifyTime();
}
