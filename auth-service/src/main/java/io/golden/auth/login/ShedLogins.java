package io.golden.auth.login;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whoever was shed hears of it a moment later. A flood asks again as soon as it is answered: refused at once, 64 clients
 * ask some thousand times a second, and that takes the processors from everybody else as well as hashing would.
 */
@Singleton
final class ShedLogins {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    /** A connection and a request each; more are answered at once. */
    static final int MOST_AT_A_TIME = 1_000;

    private final Vertx vertx;
    private final Duration moment;
    private final AtomicInteger waiting = new AtomicInteger();

    @Inject
    ShedLogins(Vertx vertx) {
        this(vertx, MOMENT);
    }

    ShedLogins(Vertx vertx, Duration moment) {
        this.vertx = vertx;
        this.moment = moment;
    }

    /** Completes after a second, or at once where {@link #MOST_AT_A_TIME} wait already. */
    Uni<Void> hold() {
        return Uni.createFrom().emitter(emitter -> {
            if (waiting.incrementAndGet() > MOST_AT_A_TIME) {
                waiting.decrementAndGet();
                emitter.complete(null);
            } else {
                vertx.setTimer(moment.toMillis(), _ -> {
                    waiting.decrementAndGet();
                    emitter.complete(null);
                });
            }
        });
    }
}
