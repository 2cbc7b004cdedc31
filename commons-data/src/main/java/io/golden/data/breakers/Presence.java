package io.golden.data.breakers;

import io.golden.commons.configuration.ThisInstance;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.nats.Signals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Says every two seconds that this replica is there, and remembers who else said so lately. */
@ApplicationScoped
class Presence {
    private static final String SUBJECT = "golden.presence";
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    /** Two heartbeats may be lost. */
    private static final long ABSENT_NANOS = INTERVAL.multipliedBy(3).toNanos();

    private final ThisInstance instance;
    private final Signals signals;
    private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();
    private final long since = System.nanoTime();
    private BackgroundLoop loop;

    Presence(ThisInstance instance, Signals signals) {
        this.instance = instance;
        this.signals = signals;
    }

    void start(@Observes StartupEvent event) {
        signals.listen(SUBJECT, Heartbeat.class, (_, heartbeat) -> heard(heartbeat));
        loop = BackgroundLoop.start("presence", INTERVAL, () -> say(false));
    }

    /** Says goodbye, so that nobody waits for an answer of this replica. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        loop.close();
        say(true);
    }

    /** The replicas that are there, {@code service/instance}. */
    Set<String> live() {
        long now = System.nanoTime();
        lastSeen.values().removeIf(seen -> now - seen > ABSENT_NANOS);
        return lastSeen.keySet().stream().collect(Collectors.toUnmodifiableSet());
    }

    /** Whether everybody had the time to be heard. */
    boolean isComplete() {
        return System.nanoTime() - since > 2 * INTERVAL.toNanos();
    }

    private void say(boolean leaving) {
        signals.send(SUBJECT, new Heartbeat(instance.service(), instance.id(), leaving));
    }

    private void heard(Heartbeat heartbeat) {
        var replica = heartbeat.service() + "/" + heartbeat.instance();
        if (heartbeat.leaving()) {
            lastSeen.remove(replica);
        } else {
            lastSeen.put(replica, System.nanoTime());
        }
    }

    @RegisterForReflection
    record Heartbeat(String service, String instance, boolean leaving) {}
}
