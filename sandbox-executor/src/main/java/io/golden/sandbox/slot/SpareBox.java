package io.golden.sandbox.slot;

import io.golden.sandbox.box.Box;
import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.box.Host;
import io.golden.sandbox.memory.MemoryLimiter;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The box that a thread makes ahead while nobody waits, once a runtime was asked for twice in a row: its next program finds
 * it made. Used by that thread alone.
 */
final class SpareBox {
    private static final Logger LOG = Logger.getLogger(SpareBox.class);

    private final Host host;
    private final MemoryLimiter limiter;
    private final Demand demand;
    private Optional<Box> box = Optional.empty();

    SpareBox(Host host, MemoryLimiter limiter, Demand demand) {
        this.host = host;
        this.limiter = limiter;
        this.demand = demand;
    }

    /** A box for that program, the caller's from now on. */
    Box take(BoxRequest request) {
        demand.taken(request);
        var found = box.filter(spare -> spare.isFor(request));
        if (found.isEmpty()) {
            discard();
        }
        box = Optional.empty();
        return found.orElseGet(() -> Box.make(host, request.runtime(), limiter));
    }

    /** Begins to make one, where it is likely to be used. */
    void prepare() {
        if (box.isEmpty()) {
            try {
                demand.likely().ifPresent(this::make);
            } catch (RuntimeException e) {
                discard();
                LOG.warnf("no box could be made ahead: %s", e);
            }
        }
    }

    private void make(Demand.Kind kind) {
        var made = Box.make(host, kind.runtime(), limiter);
        box = Optional.of(made);
        if (kind.startedAhead()) {
            made.startRuntime();
        }
    }

    void discard() {
        box.ifPresent(Box::close);
        box = Optional.empty();
    }
}
