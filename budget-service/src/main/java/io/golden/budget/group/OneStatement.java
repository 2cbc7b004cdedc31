package io.golden.budget.group;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Runs a statement that commits by itself, on a connection that is waited for only so long. The connection goes back when
 * the statement has ended, even if nobody waits for it any more.
 */
@Singleton
public final class OneStatement {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pool pool;
    private final Vertx vertx;

    OneStatement(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
    }

    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> statement) {
        return Uni.createFrom().emitter(caller -> {
            var decided = new AtomicBoolean();
            long timer = vertx.setTimer(PATIENCE.toMillis(), _ -> {
                if (decided.compareAndSet(false, true)) {
                    caller.fail(new ConnectException("no connection of the pool became free"));
                }
            });
            pool.getConnection()
                    .subscribe()
                    .with(
                            connection -> {
                                vertx.cancelTimer(timer);
                                if (decided.compareAndSet(false, true)) {
                                    Uni.createFrom()
                                            .deferred(() -> statement.apply(connection))
                                            .onItemOrFailure()
                                            .invoke(() -> connection.closeAndForget())
                                            .subscribe()
                                            .with(caller::complete, caller::fail);
                                } else {
                                    connection.closeAndForget();
                                }
                            },
                            failure -> {
                                vertx.cancelTimer(timer);
                                if (decided.compareAndSet(false, true)) {
                                    caller.fail(failure);
                                }
                            });
        });
    }
}
