package io.golden.sandbox.slot;

import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.language.Runtime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What programs are likely to come next: those of a kind that was asked for twice in a row. */
final class Demand {
    /**
     * What a box can be made for ahead.
     *
     * @param startedAhead whether the runtime too can be started before the program is known
     */
    record Kind(Runtime runtime, boolean startedAhead) {}

    private record Last(Kind kind, boolean repeated) {}

    private final AtomicReference<Optional<Last>> last = new AtomicReference<>(Optional.empty());

    void taken(BoxRequest request) {
        var kind = new Kind(request.runtime(), request.canBeStartedAhead());
        last.updateAndGet(before -> Optional.of(
                new Last(kind, before.filter(one -> one.kind().equals(kind)).isPresent())));
    }

    Optional<Kind> likely() {
        return last.get().filter(Last::repeated).map(Last::kind);
    }
}
