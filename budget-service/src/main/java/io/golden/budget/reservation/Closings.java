package io.golden.budget.reservation;

import io.golden.data.audit.Audit;
import io.golden.data.audit.Audit.Attributed;
import io.golden.data.audit.AuditEntry;
import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is written beside the end of a reservation, in its transaction: who ended it, and what others should hear. */
@Singleton
final class Closings {
    private final Audit audit;
    private final Outbox outbox;

    Closings(Audit audit, Outbox outbox) {
        this.audit = audit;
        this.outbox = outbox;
    }

    Uni<Void> tellCommits(SqlConnection tx, List<Commit> group, List<CommitOutcome> outcomes) {
        var entries = new ArrayList<Attributed>();
        var told = Uni.createFrom().voidItem();
        for (int i = 0; i < group.size(); i++) {
            if (outcomes.get(i) instanceof CommitOutcome.Committed done && !done.replayed()) {
                var target = group.get(i).target();
                entries.add(entry(
                        "budget.commit",
                        target,
                        Map.of(
                                "tokens", done.tokens(),
                                "returned", done.returned(),
                                "overdraft", done.overdraft(),
                                "late", done.late())));
                if (done.overdraft() || done.late()) {
                    told = told.chain(() ->
                                    target.correlation().during(() -> outbox.append(tx, overdrawn(target, done))))
                            .replaceWithVoid();
                }
            }
        }
        return told.chain(() -> audit.appendEach(tx, entries));
    }

    Uni<Void> tellReleases(SqlConnection tx, List<Target> group, List<ReleaseOutcome> outcomes) {
        var entries = new ArrayList<Attributed>();
        for (int i = 0; i < group.size(); i++) {
            if (outcomes.get(i) instanceof ReleaseOutcome.Released done && !done.replayed()) {
                entries.add(entry("budget.release", group.get(i), Map.of("tokens", done.tokens())));
            }
        }
        return audit.appendEach(tx, entries);
    }

    private static OutgoingMessage overdrawn(Target target, CommitOutcome.Committed done) {
        var event = new ReservationOverdrawn(
                target.reservationId(),
                target.tenantId(),
                target.projectId(),
                done.tokens(),
                done.overdraft(),
                done.late(),
                target.spender().subject());
        return new OutgoingMessage(
                ReservationOverdrawn.SUBJECT, ReservationOverdrawn.TYPE, 1, target.tenantId(), event);
    }

    private static Attributed entry(String action, Target target, Map<String, Object> what) {
        var details = new HashMap<>(what);
        details.put("tenant_id", target.tenantId());
        details.put("project_id", target.projectId());
        var entry = new AuditEntry(
                target.spender().subject(),
                target.spender().role(),
                action,
                "budget_reservation",
                target.reservationId().toString(),
                details);
        return new Attributed(
                entry, target.correlation().requestId(), target.spender().address());
    }
}
