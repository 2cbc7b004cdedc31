package io.golden.data.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Inserts into {@code audit.audit_log} in the transaction of the change that is recorded. */
public interface Audit {
    Uni<Void> append(SqlConnection tx, AuditEntry entry);

    /** Appends all in one statement. */
    Uni<Void> appendAll(SqlConnection tx, List<AuditEntry> entries);
}
