package io.golden.sandbox.slot;

import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.isolation.Isolation;
import io.golden.sandbox.isolation.Machine;
import io.golden.sandbox.memory.MemoryLimiters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs requests in the slots of this service, counted. */
@ApplicationScoped
@Startup
public class BoxRunner {
    private final Optional<Slots> slots;
    private final ExecutionMetrics metrics;

    BoxRunner(Isolation isolation, SlotConfig config, MeterRegistry registry) {
        this.slots = switch (isolation.machine()) {
            case Machine.Able(var host, var _) ->
                Optional.of(new Slots(
                        host,
                        MemoryLimiters.ofThisMachine(),
                        config.workersOrProcessors(),
                        config.queueSize(),
                        config.queueWait(),
                        config.spareLife()));
            case Machine.Unable _ -> Optional.empty();
        };
        this.metrics =
                new ExecutionMetrics(registry, () -> slots.map(Slots::waiting).orElse(0));
    }

    /** Runs the request as soon as a slot is free; when the caller goes away it is taken back or killed. */
    public Uni<Submission> run(BoxRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            var withdrawn = new AtomicBoolean();
            emitter.onTermination(() -> withdrawn.set(true));
            slots.orElseThrow().submit(request, withdrawn::get).whenComplete((submission, failure) -> {
                metrics.count(submission, failure);
                if (failure != null) {
                    emitter.fail(failure);
                } else {
                    emitter.complete(submission);
                }
            });
        });
    }

    void stop(@Observes @Priority(20) ShutdownEvent event) {
        slots.ifPresent(Slots::stop);
    }
}
