package io.golden.commons.caller;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts fetching public keys with the service, where they come from auth-service. */
@Singleton
final class KeyWatch {
    void start(@Observes StartupEvent start, PublicKeys keys) {
        if (keys instanceof JwksCache cache) {
            cache.keepFresh();
        }
    }
}
