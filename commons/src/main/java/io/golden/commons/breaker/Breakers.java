package io.golden.commons.breaker;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;

/** The circuit breakers of this replica, one per remote: 5 failures open it, 30 s, then one probe at a time. */
public interface Breakers {
    /** Runs the call through the breaker of that name, made closed at first use; fails with 503 while it is open. */
    <T> Uni<T> call(String name, Supplier<Uni<T>> call);

    /** Makes the breaker known (state closed, metric at zero) before its first call. */
    void register(String name);

    List<BreakerStatus> list();

    /** Closes the named breaker; false when this replica has none of that name. */
    boolean reset(String name);

    /** Closes all; returns the names of those that were not closed. */
    List<String> resetAll();
}
