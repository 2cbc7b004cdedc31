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
    public static final int FEWEST_BYTES = 8;

    /** bcrypt reads no further. */
    public static final int MOST_BYTES = 72;

    private static final int LOWEST_COST = 10;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int cost;
    private final ThreadPoolExecutor pool;
    private final CompletableFuture<String> dummy;

    @Inject
    Passwords(HashingConfig config) {
        if (config.cost() < LOWEST_COST) {
            throw new InvalidConfiguration("PASSWORD_HASHING_COST", "at least " + LOWEST_COST);
        }
        this.cost = config.cost();
        var threads = config.threads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.queue()),
                Thread.ofPlatform().daemon().name("password-", 0).factory());
        this.dummy = CompletableFuture.supplyAsync(() -> BcryptUtil.bcryptHash("nobody's", cost), pool);
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
            var whole = password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
            var matches = BcryptUtil.matches(whole ? password : "too long to be anyone's", hash.orElseGet(dummy::join));
            return matches && whole && hash.isPresent();
        });
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
