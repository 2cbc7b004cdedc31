package io.golden.sandbox.slot;

import io.golden.sandbox.box.Box;
import io.golden.sandbox.box.Host;
import io.golden.sandbox.language.Runtime;
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

    /** A box for a program of that runtime, the caller's from now on. */
    Box take(Runtime runtime) {
        demand.taken(runtime);
        var found = box.filter(spare -> spare.isFor(runtime));
        if (found.isEmpty()) {
            discard();
        }
        box = Optional.empty();
        return found.orElseGet(() -> Box.make(host, runtime, limiter));
    }

    /** Begins to make one, where it is likely to be used. */
    void prepare() {
        if (box.isEmpty()) {
            try {
                box = demand.likely().map(runtime -> Box.make(host, runtime, limiter));
            } catch (RuntimeException e) {
                LOG.warnf("no box could be made ahead: %s", e);
            }
        }
    }

    void discard() {
        box.ifPresent(Box::close);
        box = Optional.empty();
    }
}
