package io.golden.data.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.function.Function;

@ApplicationScoped
class PoolTransactions implements Transactions {
    /** How long to wait for a connection of the pool. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Pool pool;
    private final Vertx vertx;
    private final OpenTransactions open;
    private final Event<OutboxFilled> outboxFilled;

    PoolTransactions(Pool pool, Vertx vertx, OpenTransactions open, Event<OutboxFilled> outboxFilled) {
        this.pool = pool;
        this.vertx = vertx;
        this.open = open;
        this.outboxFilled = outboxFilled;
    }

    @Override
    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().<T>emitter(emitter -> {
            var attempt = new TransactionAttempt<>(work, emitter, open, () -> outboxFilled.fire(new OutboxFilled()));
            emitter.onTermination(attempt::cancel);
            long patience = vertx.setTimer(PATIENCE.toMillis(), _ -> attempt.giveUpWaiting());
            pool.getConnection()
                    .onItemOrFailure()
                    .invoke(() -> vertx.cancelTimer(patience))
                    .subscribe()
                    .with(attempt::connected, attempt::failed);
        });
    }
}
