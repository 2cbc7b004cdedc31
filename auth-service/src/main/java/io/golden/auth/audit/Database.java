package io.golden.auth.audit;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;

/** Transactions of work that takes its time on a virtual thread: sealing and verifying go page by page. */
@Singleton
final class Database {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final BackgroundWork background;

    Database(Transactions transactions, BackgroundWork background) {
        this.transactions = transactions;
        this.background = background;
    }

    /** Blocks the calling virtual thread until the transaction has ended. */
    <T> T run(Function<SqlConnection, Uni<T>> work) {
        return background.await(Correlation.fresh(), PATIENCE, () -> transactions.run(work));
    }
}
