package io.golden.auth.user;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** {@code GOLDEN_DEMO_USERS}, {@code BOOTSTRAP_ADMIN_PASSWORD}. */
@ConfigMapping(prefix = "")
interface FirstUsersConfig {
    @WithName("golden.demo-users")
    @WithDefault("false")
    boolean demo();

    @WithName("bootstrap-admin-password")
    Optional<String> adminPassword();
}
