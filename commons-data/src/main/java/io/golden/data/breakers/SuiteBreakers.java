package io.golden.data.breakers;

import io.golden.commons.breaker.BreakerStatus;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * The circuit breakers of all replicas of all services, asked over NATS: for the orchestrator, which alone may. Answers
 * as soon as every live replica has, at most 500 ms later; fails with 503 while NATS is lost.
 */
public interface SuiteBreakers {
    /** All breakers of those that answered, by name, service, instance. */
    Uni<Listing> list();

    /** Closes the breakers of that name everywhere. */
    Uni<Reset> reset(String name);

    /** Closes all. */
    Uni<Reset> resetAll();

    /**
     * What answered, and who did not.
     *
     * @param unanswered live replicas, {@code service/instance}, that did not answer in time
     */
    record Listing(List<BreakerStatus> breakers, List<String> unanswered) {}

    /**
     * What a reset did.
     *
     * @param resetCount breakers that were not closed and are now
     * @param known whether any replica has a breaker of the name that was asked for
     * @param breakers what was reset, in the state before
     * @param unanswered live replicas, {@code service/instance}, that did not answer in time
     */
    record Reset(int resetCount, boolean known, List<BreakerStatus> breakers, List<String> unanswered) {}
}
