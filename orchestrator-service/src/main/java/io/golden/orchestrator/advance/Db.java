package io.golden.orchestrator.advance;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** Transactions and calls as a virtual thread makes them: one after the other, each waited for. */
@ApplicationScoped
class Db {
    private static final Duration TRANSACTION = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofMinutes(6);

    private final Transactions transactions;
    private final BackgroundWork background;

    Db(Transactions transactions, BackgroundWork background) {
        this.transactions = transactions;
        this.background = background;
    }

    <T> T run(Correlation correlation, Function<SqlConnection, Uni<T>> work) {
        return background.await(correlation, TRANSACTION, () -> transactions.run(work));
    }

    /** A call to another service, which has its own, shorter timeouts. */
    <T> T call(Correlation correlation, Supplier<Uni<T>> call) {
        try {
            return background.await(correlation, CALL, call);
        } catch (RuntimeException e) {
            throw new RemoteLostException(e);
        }
    }

    /** A service that is needed does not answer: the task waits, nothing fails. */
    static final class RemoteLostException extends RuntimeException {
        RemoteLostException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
