package io.golden.data.sql;

import io.smallrye.mutiny.Uni;
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
        /** For the connection, and for its transaction to begin. */
        WAITING,
        /** The work is being subscribed to; who cancels now leaves the connection to who starts. */
        STARTING,
        WORKING,
        ENDING,
        CANCELLED
    }

    private final Function<SqlConnection, Uni<T>> work;
    private final UniEmitter<? super T> caller;
    private final OpenTransactions open;
    private final Runnable filledOutbox;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile Runnable abort = () -> {};

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
        if (state.get() == State.CANCELLED) {
            giveBack(connection, new CancellationException());
            return;
        }
        connection.begin().subscribe().with(tx -> begun(connection, tx), failure -> giveBack(connection, failure));
    }

    /**
     * The state decides who ends the transaction, and not the work's own pipeline: that drops a result that meets a
     * cancellation, and with it the connection.
     */
    private void begun(SqlConnection connection, Transaction tx) {
        if (!state.compareAndSet(State.WAITING, State.STARTING)) {
            giveBack(connection, new CancellationException());
            return;
        }
        open.opened(connection);
        var subscription = Uni.createFrom()
                .deferred(() -> work.apply(connection))
                .subscribe()
                .with(result -> commit(connection, tx, result), failure -> rollback(connection, failure));
        abort = () -> {
            subscription.cancel();
            giveBack(connection, new CancellationException());
        };
        if (!state.compareAndSet(State.STARTING, State.WORKING) && state.get() == State.CANCELLED) {
            abort.run();
        }
    }

    /** In this order: a start under way goes from the one state to the other, never back. */
    private boolean ends() {
        return state.compareAndSet(State.STARTING, State.ENDING) || state.compareAndSet(State.WORKING, State.ENDING);
    }

    private void commit(SqlConnection connection, Transaction tx, T result) {
        if (!ends()) {
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
        if (ends()) {
            giveBack(connection, failure);
        }
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
        if (state.compareAndSet(State.WAITING, State.CANCELLED)
                || state.compareAndSet(State.STARTING, State.CANCELLED)) {
            return;
        }
        if (state.compareAndSet(State.WORKING, State.CANCELLED)) {
            abort.run();
        }
    }

    /** The pool is exhausted: a late connection goes back at once. */
    void giveUpWaiting() {
        if (state.compareAndSet(State.WAITING, State.CANCELLED)) {
            failed(new ConnectException("no connection of the pool became free"));
        }
    }
}
