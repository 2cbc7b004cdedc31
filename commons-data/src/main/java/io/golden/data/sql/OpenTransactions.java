package io.golden.data.sql;

import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which of the transactions under way have appended to the outbox. */
@ApplicationScoped
public class OpenTransactions {
    private final ConcurrentHashMap<io.vertx.sqlclient.SqlConnection, Boolean> filledOutbox = new ConcurrentHashMap<>();

    void opened(SqlConnection tx) {
        filledOutbox.put(tx.getDelegate(), false);
    }

    /** The relay is to be woken when this transaction has committed. */
    public void fillsOutbox(SqlConnection tx) {
        filledOutbox.replace(tx.getDelegate(), true);
    }

    /** Whether it appended to the outbox. */
    boolean closed(SqlConnection tx) {
        return Boolean.TRUE.equals(filledOutbox.remove(tx.getDelegate()));
    }
}
