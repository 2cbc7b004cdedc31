package io.golden.auth.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code SIGNING_KEY_LEAD_SECONDS}. */
@ConfigMapping(prefix = "signing-key")
interface KeyConfig {
    /** How long a new key is published before it signs: longer than any verifier keeps what it has fetched. */
    @WithDefault("180")
    int leadSeconds();
}
