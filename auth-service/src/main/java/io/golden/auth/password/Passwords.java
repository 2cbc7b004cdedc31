package io.golden.auth.password;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.error.ApiException;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** bcrypt on its own bounded pool: a flood of logins waits here, or is shed here, and slows nobody else. */
@Singleton
public final class Passwords {
    /** bcrypt reads no further. */
    static final int MOST_BYTES = 72;

    private static final int LOWEST_COST = 10;
    private static final int HIGHEST_COST = 20;
    private static final String NOBODYS = "nobody's";
    private static final int MOST_THREADS = 1024;
    private static final int LONGEST_QUEUE = 100_000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int cost;
    private final ThreadPoolExecutor pool;
    private final CompletableFuture<String> dummy;

    @Inject
    Passwords(HashingConfig config) {
        this.cost = checked("PASSWORD_HASHING_COST", config.cost(), LOWEST_COST, HIGHEST_COST);
        var threads = checked(
                "PASSWORD_HASHING_THREADS",
                config.threads().orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                1,
                MOST_THREADS);
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(checked("PASSWORD_HASHING_QUEUE", config.queue(), 1, LONGEST_QUEUE)),
                new BackgroundThreads("password-"));
        this.dummy = CompletableFuture.supplyAsync(() -> BcryptUtil.bcryptHash(NOBODYS, cost), pool);
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }

    /** The hash of a new password. Fails with 503 while the pool is full. */
    public Uni<String> hash(String password) {
        return onPool(() -> BcryptUtil.bcryptHash(password, cost));
    }

    /**
     * Whether the password belongs to the hash. Without a hash it takes as long and says no, so that no clock tells
     * whether a user exists. Fails with 503 while the pool is full.
     */
    public Uni<Boolean> matches(String password, Optional<String> hash) {
        return onPool(() -> {
            var comparable = isComparable(password);
            var matches = BcryptUtil.matches(comparable ? password : NOBODYS, hash.orElseGet(dummy::join));
            hash.ifPresent(this::spendTheRest);
            return matches && comparable && hash.isPresent();
        });
    }

    /** Whether the hash was made at a lower cost than hashes are made now. */
    public boolean isOutdated(String hash) {
        return costOf(hash) < cost;
    }

    /** bcrypt knows 72 bytes, and begins anew after a NUL: beyond that different passwords would look alike. */
    private static boolean isComparable(String password) {
        return password.indexOf('\0') < 0 && password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    /**
     * A hash of a lower cost was compared sooner than nobody's hash would have been. 2^n - 2^m steps are missing, which
     * is what hashing at each cost from m to n - 1 takes.
     */
    private void spendTheRest(String hash) {
        for (int lower = costOf(hash); lower < cost; lower++) {
            BcryptUtil.bcryptHash(NOBODYS, lower);
        }
    }

    /** {@code $2a$12$…} */
    private static int costOf(String hash) {
        return Integer.parseInt(hash.substring(4, 6));
    }

    private static int checked(String variable, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidConfiguration(variable, "a whole number from %d to %d".formatted(least, most));
        }
        return value;
    }

    private <T> Uni<T> onPool(Callable<T> work) {
        var context = Vertx.currentContext();
        Executor back = context == null ? Runnable::run : run -> context.runOnContext(_ -> run.run());
        return Uni.createFrom()
                .<T>emitter(emitter -> {
                    try {
                        pool.execute(() -> {
                            try {
                                emitter.complete(work.call());
                            } catch (Exception e) {
                                emitter.fail(e);
                            }
                        });
                    } catch (RejectedExecutionException e) {
                        emitter.fail(ApiException.unavailable("Too many logins at once", RETRY));
                    }
                })
                .emitOn(back);
    }
}
