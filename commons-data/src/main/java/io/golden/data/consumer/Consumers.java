package io.golden.data.consumer;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts a loop for every consumer of the service, and drains them before anything else ends. */
@ApplicationScoped
class Consumers {
    private static final Duration DRAIN = Duration.ofSeconds(15);
    private static final int FIRST = 100;

    private final List<? extends ConsumerLoop<?>> loops;
    private final List<RawConsumerLoop> rawLoops;

    Consumers(
            @Any Instance<MessageConsumer<?>> consumers, @Any Instance<RawConsumer> rawConsumers, ConsumerTools tools) {
        this.loops = consumers.stream()
                .map(consumer -> new ConsumerLoop<>(consumer, tools))
                .toList();
        this.rawLoops = rawConsumers.stream()
                .map(consumer -> new RawConsumerLoop(consumer, tools))
                .toList();
    }

    void start(@Observes @Priority(5_000) StartupEvent event) {
        loops.forEach(ConsumerLoop::start);
        rawLoops.forEach(RawConsumerLoop::start);
    }

    void drain(@Observes @Priority(FIRST) ShutdownEvent event) throws InterruptedException {
        var drains = new ArrayList<Thread>();
        loops.forEach(loop -> drains.add(start(() -> loop.drain(DRAIN))));
        rawLoops.forEach(loop -> drains.add(start(() -> loop.drain(DRAIN))));
        for (var drain : drains) {
            drain.join();
        }
    }

    /** All at once: what one would still fetch while another ends would only have to come again. */
    private static Thread start(Drain drain) {
        return Thread.ofVirtual().name("drain-", 0).start(() -> {
            try {
                drain.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private interface Drain {
        void run() throws InterruptedException;
    }
}
