package io.golden.commons.breaker;

import io.golden.commons.error.ApiException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One circuit breaker. Five failures in a row open it; after 30 s one call at a time may probe. The probe's permit is a
 * lease: a probe that is cancelled gives it back, one that hangs loses it, and what it says afterwards is not heard.
 */
final class Breaker {
    private static final Logger LOG = Logger.getLogger(Breaker.class);
    private static final int MAX_FAILURES = 5;
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);
    private static final Duration PROBE_LEASE = Duration.ofSeconds(30);

    private sealed interface State {
        record Closed(int failures) implements State {}

        record Open(long until) implements State {}

        /** Compared by identity: each probe has its own. */
        final class Probing implements State {
            private final long leasedUntil;

            Probing(long leasedUntil) {
                this.leasedUntil = leasedUntil;
            }
        }
    }

    private final String name;
    private final LongSupplier nanos;
    private final AtomicReference<State> state = new AtomicReference<>(new State.Closed(0));

    Breaker(String name, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
    }

    <T> Uni<T> call(Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            var before = state.get();
            return switch (before) {
                case State.Closed _ -> asClosed(call);
                case State.Open(long until) -> isPast(until) ? probe(before, call) : refused(until);
                case State.Probing probing ->
                    isPast(probing.leasedUntil) ? probe(before, call) : refused(probing.leasedUntil);
            };
        });
    }

    private <T> Uni<T> asClosed(Supplier<Uni<T>> call) {
        return Uni.createFrom()
                .deferred(call::get)
                .onItem()
                .invoke(this::succeeded)
                .onFailure()
                .invoke(failure -> {
                    if (RemoteFaults.isFault(failure)) {
                        failed();
                    } else {
                        succeeded();
                    }
                });
    }

    private <T> Uni<T> probe(State before, Supplier<Uni<T>> call) {
        long now = nanos.getAsLong();
        var mine = new State.Probing(now + PROBE_LEASE.toNanos());
        if (!state.compareAndSet(before, mine)) {
            return refused(mine.leasedUntil);
        }
        LOG.infof("circuit breaker %s HALF-OPEN", name);
        return Uni.createFrom().deferred(call::get).onTermination().invoke((item, failure, cancelled) -> {
            if (cancelled) {
                state.compareAndSet(mine, new State.Open(nanos.getAsLong()));
            } else if (failure == null || !RemoteFaults.isFault(failure)) {
                change(mine, new State.Closed(0), "CLOSED");
            } else {
                change(mine, new State.Open(nanos.getAsLong() + OPEN_FOR.toNanos()), "OPEN");
            }
        });
    }

    private void succeeded() {
        if (state.get() instanceof State.Closed closed && closed.failures() > 0) {
            state.compareAndSet(closed, new State.Closed(0));
        }
    }

    /** What began before the breaker opened, and fails after, changes nothing. */
    private void failed() {
        while (state.get() instanceof State.Closed closed) {
            if (closed.failures() + 1 >= MAX_FAILURES) {
                if (change(closed, new State.Open(nanos.getAsLong() + OPEN_FOR.toNanos()), "OPEN")) {
                    return;
                }
            } else if (state.compareAndSet(closed, new State.Closed(closed.failures() + 1))) {
                return;
            }
        }
    }

    private boolean change(State from, State to, String word) {
        boolean changed = state.compareAndSet(from, to);
        if (changed && to instanceof State.Open) {
            LOG.warnf("circuit breaker %s %s", name, word);
        } else if (changed) {
            LOG.infof("circuit breaker %s %s", name, word);
        }
        return changed;
    }

    /** Closes it; true when it was not closed. */
    boolean reset() {
        boolean wasOpen = !(state.getAndSet(new State.Closed(0)) instanceof State.Closed);
        if (wasOpen) {
            LOG.infof("circuit breaker %s CLOSED by reset", name);
        }
        return wasOpen;
    }

    BreakerStatus.State state() {
        return switch (state.get()) {
            case State.Closed _ -> BreakerStatus.State.CLOSED;
            case State.Open _ -> BreakerStatus.State.OPEN;
            case State.Probing _ -> BreakerStatus.State.HALF_OPEN;
        };
    }

    private boolean isPast(long time) {
        return nanos.getAsLong() - time >= 0;
    }

    private <T> Uni<T> refused(long until) {
        var wait = Duration.ofNanos(Math.max(0, until - nanos.getAsLong()));
        return Uni.createFrom().failure(ApiException.unavailable(name + " is not available. Try again shortly", wait));
    }
}
