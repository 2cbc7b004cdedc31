package io.golden.data.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Inserts into {@code audit.audit_log} in the transaction of the change that is recorded. */
public interface Audit {
    Uni<Void> append(SqlConnection tx, AuditEntry entry);

    /** Appends all in one statement. */
    Uni<Void> appendAll(SqlConnection tx, List<AuditEntry> entries);

    /** Appends, in one statement, what several requests did that are worked on together. */
    Uni<Void> appendEach(SqlConnection tx, List<Attributed> entries);

    /**
     * What somebody did by a request of their own.
     *
     * @param requestId its {@code X-Request-ID}
     * @param sourceIp the address it came from
     */
    record Attributed(AuditEntry entry, String requestId, String sourceIp) {}
}
