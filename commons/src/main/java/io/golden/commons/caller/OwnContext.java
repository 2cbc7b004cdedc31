package io.golden.commons.caller;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Requests that wait for the same answer are all told by the thread that got it, which stands in the context of one of
 * them or of nobody. Whoever went on there would find another request's scope, or none: each goes back to its own first.
 */
final class OwnContext {
    private OwnContext() {}

    /** What is shared, told where it was asked for; unchanged outside Vert.x. */
    static <T> Uni<T> resume(Uni<T> shared) {
        var own = Vertx.currentContext();
        return own == null ? shared : shared.emitOn(work -> own.runOnContext(_ -> work.run()));
    }
}
