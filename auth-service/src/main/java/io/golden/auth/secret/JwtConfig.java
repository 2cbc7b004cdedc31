package io.golden.auth.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** {@code JWT_SECRET}, {@code JWT_SECRET_PREVIOUS}, {@code JWT_ISSUER}, {@code JWT_AUDIENCE}. */
@ConfigMapping(prefix = "jwt")
public interface JwtConfig {
    Optional<String> secret();

    Optional<String> secretPrevious();

    @WithDefault("golden")
    String issuer();

    @WithDefault("golden")
    String audience();
}
