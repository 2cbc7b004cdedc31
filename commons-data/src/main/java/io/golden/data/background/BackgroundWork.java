package io.golden.data.background;

import io.golden.commons.correlation.Correlation;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs reactive work from a loop on a virtual thread, and waits for it. */
@ApplicationScoped
public class BackgroundWork {
    private final Vertx vertx;

    BackgroundWork(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Runs the work on a context of its own, so that the correlation follows it through every callback, and blocks the
     * calling (virtual) thread until it is done. Longer than {@code timeout}: the work is cancelled. Failures are
     * thrown as they are, checked ones wrapped in {@link IllegalStateException}.
     */
    public <T> T await(Correlation correlation, Duration timeout, Supplier<Uni<T>> work) {
        var done = new CompletableFuture<T>();
        var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(_ -> {
            correlation.attach();
            var running =
                    Uni.createFrom().deferred(work::get).subscribe().with(done::complete, done::completeExceptionally);
            var _ = done.whenComplete((_, failure) -> {
                if (failure != null) {
                    running.cancel();
                }
            });
        });
        return get(done, timeout);
    }

    private static <T> T get(CompletableFuture<T> done, Duration timeout) {
        try {
            return done.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            done.completeExceptionally(e);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException e) {
            done.completeExceptionally(e);
            throw new IllegalStateException("not done within " + timeout, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
