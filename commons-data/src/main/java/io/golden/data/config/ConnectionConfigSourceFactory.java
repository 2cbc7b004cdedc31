package io.golden.data.config;

import io.golden.commons.configuration.InvalidConfiguration;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.EnvConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Makes one {@code DATABASE_URL} feed the reactive pool and Flyway, and {@code REDIS_URL} the Redis clients. The values
 * pose as environment variables: those alone are not baked into the application when it is built.
 */
public final class ConnectionConfigSourceFactory implements ConfigSourceFactory {
    /** Above the files, below the real environment. */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(new EnvConfigSource(settings(context), ORDINAL));
    }

    /** Nothing while something is wrong: then Quarkus connects nowhere, and {@link ConnectionCheck} says what it is. */
    private static Map<String, String> settings(ConfigSourceContext context) {
        try {
            return ConnectionSettings.of(
                    name -> Optional.ofNullable(context.getValue(name).getValue()));
        } catch (InvalidConfiguration e) {
            return Map.of();
        }
    }
}
