package io.golden.data.sql;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.net.ConnectException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One run of a transaction. The connection never travels through a pipeline that its caller can cancel: a connection
 * lost on the way would never come back to the pool.
 */
final class TransactionAttempt<T> {
    private enum State {
        WAITING,
        WORKING,
        ENDING,
        CANCELLED
    }

    private static final Cancellable NOTHING = () -> {};

    private final Function<SqlConnection, Uni<T>> work;
    private final UniEmitter<? super T> caller;
    private final OpenTransactions open;
    private final Runnable filledOutbox;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile Cancellable running = NOTHING;

    TransactionAttempt(
            Function<SqlConnection, Uni<T>> work,
            UniEmitter<? super T> caller,
            OpenTransactions open,
            Runnable filledOutbox) {
        this.work = work;
        this.caller = caller;
        this.open = open;
        this.filledOutbox = filledOutbox;
    }

    void connected(SqlConnection connection) {
        if (!state.compareAndSet(State.WAITING, State.WORKING)) {
            giveBack(connection, new CancellationException());
            return;
        }
        connection.begin().subscribe().with(tx -> begun(connection, tx), failure -> giveBack(connection, failure));
    }

    private void begun(SqlConnection connection, Transaction tx) {
        if (state.get() == State.CANCELLED) {
            giveBack(connection, new CancellationException());
            return;
        }
        open.opened(connection);
        var subscription = Uni.createFrom()
                .deferred(() -> work.apply(connection))
                .onCancellation()
                .invoke(() -> giveBack(connection, new CancellationException()))
                .subscribe()
                .with(result -> commit(connection, tx, result), failure -> rollback(connection, failure));
        running = subscription;
        if (state.get() == State.CANCELLED) {
            subscription.cancel();
        }
    }

    private void commit(SqlConnection connection, Transaction tx, T result) {
        if (!state.compareAndSet(State.WORKING, State.ENDING)) {
            giveBack(connection, new CancellationException());
            return;
        }
        tx.commit()
                .subscribe()
                .with(
                        _ -> {
                            var filled = open.closed(connection);
                            connection.close().subscribe().with(_ -> {}, _ -> {});
                            if (filled) {
                                filledOutbox.run();
                            }
                            caller.complete(result);
                        },
                        failure -> giveBack(connection, failure));
    }

    private void rollback(SqlConnection connection, Throwable failure) {
        state.compareAndSet(State.WORKING, State.ENDING);
        giveBack(connection, failure);
    }

    /** Closing rolls back what was not committed, then the pool has the connection again; only then the caller is told. */
    private void giveBack(SqlConnection connection, Throwable failure) {
        open.closed(connection);
        connection.close().subscribe().with(_ -> failed(failure), _ -> failed(failure));
    }

    void failed(Throwable failure) {
        caller.fail(DatabaseFailures.translate(failure));
    }

    /** The caller has lost interest: a commit under way goes through, everything else is rolled back. */
    void cancel() {
        if (state.compareAndSet(State.WAITING, State.CANCELLED)) {
            return;
        }
        if (state.compareAndSet(State.WORKING, State.CANCELLED)) {
            running.cancel();
        }
    }

    /** The pool is exhausted: a late connection goes back at once. */
    void giveUpWaiting() {
        if (state.compareAndSet(State.WAITING, State.CANCELLED)) {
            failed(new ConnectException("no connection of the pool became free"));
        }
    }
}
