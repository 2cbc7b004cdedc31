package io.golden.auth.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** {@code PASSWORD_HASHING_COST}, {@code PASSWORD_HASHING_THREADS}, {@code PASSWORD_HASHING_QUEUE}. */
@ConfigMapping(prefix = "password-hashing")
interface HashingConfig {
    /** bcrypt's cost; each step doubles the time. Never under 10. */
    @WithDefault("12")
    int cost();

    /** Threads that hash; one per core unless set. */
    OptionalInt threads();

    /** Logins that may wait for a thread; more are shed with 503. */
    @WithDefault("32")
    int queue();
}
