package io.golden.supervisor.suite;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** Where the suite's services are. */
@ConfigMapping(prefix = "suite")
interface SuiteConfig {
    /** {@code auth-service=http://host:9000 http://other:9000,budget-service=…}; empty: this service knows only itself. */
    @WithName("management-urls")
    Optional<String> managementUrls();

    /** How long one replica may take to answer. */
    @WithDefault("1s")
    Duration patience();
}
