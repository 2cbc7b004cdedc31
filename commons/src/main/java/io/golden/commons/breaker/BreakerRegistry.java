package io.golden.commons.breaker;

import io.golden.commons.configuration.ThisInstance;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The breakers of this replica by name, each with its gauge {@code circuit_breaker_state}. */
@ApplicationScoped
class BreakerRegistry implements Breakers {
    private final ConcurrentHashMap<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final ThisInstance instance;

    BreakerRegistry(MeterRegistry registry, ThisInstance instance) {
        this.registry = registry;
        this.instance = instance;
    }

    @Override
    public <T> Uni<T> call(String name, Supplier<Uni<T>> call) {
        return breaker(name).call(call);
    }

    @Override
    public void register(String name) {
        breaker(name);
    }

    @Override
    public List<BreakerStatus> list() {
        return breakers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new BreakerStatus(
                        entry.getKey(),
                        instance.service(),
                        instance.id(),
                        entry.getValue().state()))
                .toList();
    }

    @Override
    public boolean reset(String name) {
        var breaker = breakers.get(name);
        if (breaker != null) {
            breaker.reset();
        }
        return breaker != null;
    }

    @Override
    public List<String> resetAll() {
        return breakers.entrySet().stream()
                .filter(entry -> entry.getValue().reset())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Breaker breaker(String name) {
        return breakers.computeIfAbsent(name, this::create);
    }

    private Breaker create(String name) {
        var breaker = new Breaker(name, System::nanoTime);
        Gauge.builder("circuit.breaker.state", breaker, known -> known.state().metric())
                .description("0 closed, 1 half-open, 2 open")
                .tag("name", name)
                .strongReference(true)
                .register(registry);
        return breaker;
    }
}
