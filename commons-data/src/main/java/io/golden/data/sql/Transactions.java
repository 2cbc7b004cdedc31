package io.golden.data.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;

/** Opens the one transaction of a use case. */
public interface Transactions {
    /**
     * Runs the work on one connection: commits when it completes, rolls back when it fails or is cancelled. After the
     * commit the outbox relay is woken if the work appended to it. A lost database fails with 503.
     */
    <T> Uni<T> run(Function<SqlConnection, Uni<T>> work);
}
