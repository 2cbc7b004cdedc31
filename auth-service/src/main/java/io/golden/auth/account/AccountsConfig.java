package io.golden.auth.account;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** {@code SERVICE_ACCOUNTS_FILE}. */
@ConfigMapping(prefix = "service-accounts")
interface AccountsConfig {
    Optional<Path> file();
}
