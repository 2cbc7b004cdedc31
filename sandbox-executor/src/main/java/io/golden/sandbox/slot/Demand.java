package io.golden.sandbox.slot;

import io.golden.sandbox.language.Runtime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What programs are likely to come next: those of a runtime that was asked for twice in a row. */
final class Demand {
    private record Last(Runtime runtime, boolean repeated) {}

    private final AtomicReference<Optional<Last>> last = new AtomicReference<>(Optional.empty());

    void taken(Runtime runtime) {
        last.updateAndGet(before -> Optional.of(new Last(
                runtime, before.filter(one -> one.runtime().equals(runtime)).isPresent())));
    }

    Optional<Runtime> likely() {
        return last.get().filter(Last::repeated).map(Last::runtime);
    }
}
