package io.golden.budget.group;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;

/**
 * A request, and where its answer goes.
 *
 * @param caller told on its own context, as if it had asked alone
 */
record Waiting<Q, A>(Q request, String tenant, Object identity, UniEmitter<? super A> caller, Context context) {
    void answer(A answer) {
        tell(() -> caller.complete(answer));
    }

    void fail(Throwable failure) {
        tell(() -> caller.fail(failure));
    }

    private void tell(Runnable outcome) {
        if (context == null) {
            outcome.run();
        } else {
            context.runOnContext(_ -> outcome.run());
        }
    }
}
