package io.golden.commons.client;

import io.golden.commons.breaker.Breakers;
import io.golden.commons.breaker.RemoteFaults;
import io.golden.commons.error.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** The policy of calls to other services: a timeout for each attempt, the remote's breaker, retries only where harmless. */
@ApplicationScoped
public class RemoteCall {
    private static final int MAX_RETRIES = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final double JITTER = 0.5;

    private final Breakers breakers;

    RemoteCall(Breakers breakers) {
        this.breakers = breakers;
    }

    /** One attempt within the timeout, through the breaker of that name. 503 while it is open. */
    public <T> Uni<T> once(String breaker, Duration timeout, Supplier<Uni<T>> call) {
        return breakers.call(
                breaker,
                () -> Uni.createFrom()
                        .deferred(call::get)
                        .ifNoItem()
                        .after(timeout)
                        .fail());
    }

    /** Up to three attempts, with jitter, after faults of the remote (not after its refusals). The call must be idempotent. */
    public <T> Uni<T> idempotent(String breaker, Duration timeout, Supplier<Uni<T>> call) {
        return once(breaker, timeout, call)
                .onFailure(failure -> RemoteFaults.isFault(failure) && !(failure instanceof ApiException))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .atMost(MAX_RETRIES);
    }
}
