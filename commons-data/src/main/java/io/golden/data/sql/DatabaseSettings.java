package io.golden.data.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

@ConfigMapping(prefix = "database")
interface DatabaseSettings {
    /** {@code DATABASE_URL}: presence and form are checked at start (io.golden.data.config). */
    Optional<String> url();

    /** {@code DATABASE_MIGRATION_URL}: the owner's connection; {@code DATABASE_URL} when unset. */
    Optional<String> migrationUrl();

    /** {@code DATABASE_MAX_CONNS}: connections of this replica's pool. */
    @WithDefault("10")
    int maxConns();

    /** {@code DATABASE_IDLE_CONNS}: connections that stay open when nobody needs them. */
    @WithDefault("2")
    int idleConns();
}
