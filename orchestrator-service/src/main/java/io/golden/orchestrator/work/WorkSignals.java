package io.golden.orchestrator.work;

import io.golden.data.nats.Signals;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits for work in this process, and the wake-ups: from this process at once, from other replicas by
 * {@code task.work.{role}}. A wake-up is a hint; the claim decides.
 */
@ApplicationScoped
public class WorkSignals {
    private static final String PREFIX = "task.work.";
    private static final int MAX_WAITERS = 10_000;

    private final Signals signals;
    private final Map<String, Deque<Waiter>> waiters = new HashMap<>();
    private int count;

    WorkSignals(Signals signals) {
        this.signals = signals;
    }

    /** {@code task.work.{role}}: a step is ready. */
    @RegisterForReflection
    record WorkReady(String role) {}

    void start(@Observes StartupEvent event) {
        signals.listen(PREFIX + "*", WorkReady.class, (subject, ready) -> wakeOne(subject.substring(PREFIX.length())));
    }

    /** A step of that role is ready, and committed. */
    public void ready(String role) {
        wakeOne(role);
        signals.send(PREFIX + role, new WorkReady(role));
    }

    /** One of those who wait for the role tries again; when it finds something, it wakes the next. */
    void wakeOne(String role) {
        Optional<Waiter> next;
        synchronized (waiters) {
            next = Optional.ofNullable(waiters.get(role)).map(Deque::poll);
            next.ifPresent(this::forget);
        }
        next.ifPresent(waiter -> waiter.woken.complete(true));
    }

    /** The roles that somebody here waits for. */
    Set<String> awaited() {
        synchronized (waiters) {
            return Set.copyOf(waiters.keySet());
        }
    }

    /** Completes with true when woken, with false when the time is up. Register it before looking for work. */
    Waiting await(Collection<String> roles) {
        return new Waiting(roles);
    }

    /** A place in the queues, taken before the first look, so that no wake-up falls in between. */
    final class Waiting {
        private final Uni<Boolean> woken;
        private final Waiter waiter = new Waiter();

        private Waiting(Collection<String> roles) {
            waiter.roles = Set.copyOf(roles);
            woken = Uni.createFrom().completionStage(waiter.woken);
            enter(waiter);
        }

        Uni<Boolean> within(Duration time) {
            return woken.ifNoItem()
                    .after(time)
                    .recoverWithItem(false)
                    .onTermination()
                    .invoke(this::leave);
        }

        void leave() {
            synchronized (waiters) {
                forget(waiter);
            }
        }
    }

    private void enter(Waiter waiter) {
        synchronized (waiters) {
            if (count >= MAX_WAITERS) {
                return;
            }
            waiter.inQueue = true;
            count++;
            waiter.roles.forEach(role ->
                    waiters.computeIfAbsent(role, _ -> new ArrayDeque<>()).add(waiter));
        }
    }

    private void forget(Waiter waiter) {
        if (!waiter.inQueue) {
            return;
        }
        waiter.inQueue = false;
        count--;
        for (var role : waiter.roles) {
            waiters.computeIfPresent(role, (_, queue) -> {
                queue.remove(waiter);
                return queue.isEmpty() ? null : queue;
            });
        }
    }

    private static final class Waiter {
        private Set<String> roles = Set.of();
        private boolean inQueue;
        private final CompletableFuture<Boolean> woken = new CompletableFuture<>();
    }
}
