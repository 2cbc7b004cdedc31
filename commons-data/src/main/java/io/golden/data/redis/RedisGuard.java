package io.golden.data.redis;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** After a failure Redis is left alone for a second, then asked by one caller: a lost Redis costs the others nothing. */
@ApplicationScoped
class RedisGuard {
    private static final Logger LOG = Logger.getLogger(RedisGuard.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long WELL = 0;

    /** When the next try is due, by {@link System#nanoTime}; {@link #WELL} while nothing is wrong. */
    private final AtomicLong nextTry = new AtomicLong(WELL);

    boolean mayTry() {
        long due = nextTry.get();
        if (due == WELL) {
            return true;
        }
        long now = System.nanoTime();
        return now - due >= 0 && nextTry.compareAndSet(due, never0(now + PAUSE_NANOS));
    }

    void succeeded() {
        if (nextTry.getAndSet(WELL) != WELL) {
            LOG.info("Redis connected again, rate limits are shared");
        }
    }

    void failed(Throwable failure) {
        if (nextTry.getAndSet(never0(System.nanoTime() + PAUSE_NANOS)) == WELL) {
            LOG.warnf("Redis lost, this process limits rates alone: %s", failure.toString());
        }
    }

    private static long never0(long nanos) {
        return nanos == WELL ? 1 : nanos;
    }
}
