package io.golden.data.nats;

import io.golden.commons.revocation.RevokedTokens;
import io.golden.commons.wire.Revocation;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Hears of a revocation as soon as the outbox has sent it. A signal may be lost: the list of revocations, which every
 * service follows, has it within half a second all the same.
 */
@ApplicationScoped
class RevocationSignals {
    void start(@Observes StartupEvent event, Signals signals, RevokedTokens revoked) {
        signals.listen(Revocation.SUBJECT, Revocation.class, (_, revocation) -> revoked.add(revocation));
    }
}
