package io.golden.auth.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/** {@code JWT_SECRET}, {@code JWT_SECRET_PREVIOUS}. */
@ConfigMapping(prefix = "")
interface JwtConfig {
    @WithName("jwt.secret")
    Optional<String> secret();

    @WithName("jwt.secret-previous")
    Optional<String> secretPrevious();
}
