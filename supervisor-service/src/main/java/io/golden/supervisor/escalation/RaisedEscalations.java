package io.golden.supervisor.escalation;

import io.golden.commons.wire.EscalationRaised;
import io.golden.data.consumer.ConsumerSpec;
import io.golden.data.consumer.Incoming;
import io.golden.data.consumer.MessageConsumer;
import io.golden.data.consumer.PoisonMessageException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Takes what services raise on {@code supervisor.escalation}. */
@ApplicationScoped
class RaisedEscalations implements MessageConsumer<EscalationRaised> {
    private static final Set<String> SEVERITIES = Set.of("critical", "high", "medium", "low");
    private static final Set<String> PATTERNS = Set.of("skill_gap", "agent_conflict", "process_issue");

    private final Escalations escalations;

    RaisedEscalations(Escalations escalations) {
        this.escalations = escalations;
    }

    @Override
    public ConsumerSpec spec() {
        return new ConsumerSpec("ESCALATIONS", "supervisor-escalations", "supervisor.escalation", false);
    }

    @Override
    public Class<EscalationRaised> payloadType() {
        return EscalationRaised.class;
    }

    @Override
    public Uni<Void> handle(SqlConnection tx, Incoming<EscalationRaised> message) {
        var raised = message.payload();
        if (raised.escalationId() == null || raised.tenantId() == null || raised.reason() == null) {
            throw new PoisonMessageException("escalation_id, tenant_id and reason are required");
        }
        if (!message.tenant().isEmpty() && !message.tenant().equals(raised.tenantId())) {
            throw new PoisonMessageException("tenant_id is another than Golden-Tenant says");
        }
        if (!SEVERITIES.contains(String.valueOf(raised.severity()))
                || !PATTERNS.contains(String.valueOf(raised.patternType()))) {
            throw new PoisonMessageException("severity or pattern_type is none that is known");
        }
        return escalations.raised(tx, raised);
    }
}
