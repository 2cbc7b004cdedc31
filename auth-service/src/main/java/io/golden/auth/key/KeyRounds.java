package io.golden.auth.key;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps a replica's keys those of the table: what another one published or switched is here seconds later. */
@Singleton
final class KeyRounds {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final SigningKeys keys;
    private final BackgroundWork background;
    private BackgroundLoop loop;

    KeyRounds(SigningKeys keys, BackgroundWork background) {
        this.keys = keys;
        this.background = background;
    }

    void start(@Observes @Priority(300) StartupEvent event) {
        loop = BackgroundLoop.start(
                "signing-keys", INTERVAL, () -> background.await(Correlation.fresh(), TIMEOUT, keys::reload));
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }
}
