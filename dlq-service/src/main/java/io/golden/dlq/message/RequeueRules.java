package io.golden.dlq.message;

import io.golden.commons.caller.Tenants;
import java.util.Optional;

/** What a caller may send where. A requeue goes out with dlq-service's rights: without these rules everybody would have them. */
final class RequeueRules {
    private RequeueRules() {}

    /** Why the message is not sent again as asked; empty when it may be. */
    static Optional<ResolveOutcome> refusal(Tenants tenants, DlqMessage message, ResolveRequest request) {
        var subject = request.subjectFor(message);
        if (!Subjects.isPublishable(subject)) {
            return unsendable("the message's own, '%s', is none that can be published to".formatted(subject));
        }
        boolean isElsewhere = !subject.equals(message.originalSubject());
        boolean isOfAllTenants = tenants instanceof Tenants.All;
        if (isElsewhere && !isOfAllTenants) {
            return forbidden("Only who may act for all tenants sends a message to another subject than its own");
        }
        if (isElsewhere && Subjects.isEvent(subject)) {
            return unsendable("must not be event.… unless the message comes from there: what events say happened");
        }
        return request.editedText().flatMap(edited -> {
            if (Subjects.isEvent(subject) && !isOfAllTenants) {
                return forbidden("Only who may act for all tenants changes the data of an event");
            }
            return tenants.covers(NamedTenants.in(edited))
                    ? Optional.empty()
                    : forbidden("data names a tenant_id that is not one of yours");
        });
    }

    private static Optional<ResolveOutcome> forbidden(String reason) {
        return Optional.of(new ResolveOutcome.Forbidden(reason));
    }

    private static Optional<ResolveOutcome> unsendable(String rule) {
        return Optional.of(new ResolveOutcome.Unsendable(rule));
    }
}
