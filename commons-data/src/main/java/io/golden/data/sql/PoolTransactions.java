package io.golden.data.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.function.Function;

@ApplicationScoped
class PoolTransactions implements Transactions {
    private final Pool pool;
    private final OpenTransactions open;
    private final Event<OutboxFilled> outboxFilled;

    PoolTransactions(Pool pool, OpenTransactions open, Event<OutboxFilled> outboxFilled) {
        this.pool = pool;
        this.open = open;
        this.outboxFilled = outboxFilled;
    }

    @Override
    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().<T>emitter(emitter -> {
            var attempt = new TransactionAttempt<>(work, emitter, open, () -> outboxFilled.fire(new OutboxFilled()));
            emitter.onTermination(attempt::cancel);
            pool.getConnection().subscribe().with(attempt::connected, attempt::failed);
        });
    }
}
