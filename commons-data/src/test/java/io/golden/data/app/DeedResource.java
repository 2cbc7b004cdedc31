package io.golden.data.app;

import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.UUID;

/** One exchange, one transaction: a row, a message, an audit entry. */
@Path("/api/v1/deeds")
class DeedResource {
    private final Transactions transactions;
    private final Outbox outbox;
    private final Audit audit;

    DeedResource(Transactions transactions, Outbox outbox, Audit audit) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
    }

    @POST
    @PermitAll
    public Uni<Map<String, UUID>> create(Deed deed) {
        return transactions
                .run(tx -> tx.preparedQuery("insert into deed (name) values ($1)")
                        .execute(Tuple.of(deed.name()))
                        .chain(() -> audit.append(
                                tx, new AuditEntry("nobody", "none", "deed.do", "deed", deed.name(), Map.of())))
                        .chain(() -> outbox.append(
                                tx, new OutgoingMessage("event.orchestrator.deed.done", "deed.done", 1, "acme", deed))))
                .map(id -> Map.of("id", id));
    }
}
