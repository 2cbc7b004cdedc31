package io.golden.commons.caller;

import io.golden.commons.revocation.RevokedTokens;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** For what goes on longer than a request, such as a stream of events: whether its caller's token is still good. */
@Singleton
public final class CallerWatch {
    private final RevokedTokens revoked;

    CallerWatch(RevokedTokens revoked) {
        this.revoked = revoked;
    }

    /** Whether the caller's token, session or account was revoked since. Costs no call; expiry is not looked at. */
    public boolean isRevoked(Caller caller) {
        return revoked.includes(caller.marks());
    }

    /** The stream, which ends as soon as the caller's token, session or account is revoked. */
    public <T> Multi<T> whileGood(Caller caller, Multi<T> stream) {
        return Multi.createFrom().deferred(() -> {
            Multi<Optional<T>> items = Multi.createBy()
                    .concatenating()
                    .streams(stream.map(Optional::of), Multi.createFrom().item(Optional.<T>empty()));
            Multi<Optional<T>> end =
                    untilRevoked(caller).map(_ -> Optional.<T>empty()).toMulti();
            return Multi.createBy()
                    .merging()
                    .streams(items, end)
                    .select()
                    .first(Optional::isPresent)
                    .map(Optional::orElseThrow);
        });
    }

    private Uni<Boolean> untilRevoked(Caller caller) {
        var marks = caller.marks();
        return Uni.createFrom().emitter(emitter -> {
            var stop = revoked.listen(() -> {
                if (revoked.includes(marks)) {
                    emitter.complete(true);
                }
            });
            emitter.onTermination(stop);
            if (revoked.includes(marks)) {
                emitter.complete(true);
            }
        });
    }
}
