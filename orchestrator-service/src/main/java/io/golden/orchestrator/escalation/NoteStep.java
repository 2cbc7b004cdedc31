package io.golden.orchestrator.escalation;

import io.golden.orchestrator.advance.Limits;
import io.golden.orchestrator.escalation.EscalationRows.Escalation;
import io.golden.orchestrator.step.NewStep;
import io.golden.orchestrator.step.StepType;
import io.golden.orchestrator.task.Task;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What a human's "retry" asks of the developer. */
@ApplicationScoped
class NoteStep {
    private final Limits limits;

    NoteStep(Limits limits) {
        this.limits = limits;
    }

    NewStep of(Task task, Escalation open, String note) {
        var input = new JsonObject().put("note", note).put("reason", open.reason());
        return new NewStep(
                StepType.FIX,
                StepType.FIX.defaultRole(),
                input,
                Math.min(1, task.priority()),
                limits.stepDefaultTokens(),
                limits.stepMaxAttempts(),
                Optional.empty(),
                Optional.of("escalation_retry"));
    }
}
