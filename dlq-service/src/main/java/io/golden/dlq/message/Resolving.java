package io.golden.dlq.message;

import io.golden.commons.caller.Caller;
import io.golden.commons.client.ServiceTokens;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.golden.data.sql.Transactions;
import io.golden.dlq.message.ResolveOutcome.AlreadyResolved;
import io.golden.dlq.message.ResolveOutcome.Resolved;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Resolves messages. A requeue is written down and committed before it is sent, then sent under the lock of its row:
 * whoever comes after a crash finds the intent and looks in the stream before sending again.
 */
@ApplicationScoped
class Resolving {
    private final Transactions transactions;
    private final Messages messages;
    private final Requeues requeues;
    private final Resending resending;
    private final ServiceTokens ownToken;
    private final Outbox outbox;
    private final Audit audit;
    private final MessageMetrics metrics;

    Resolving(
            Transactions transactions,
            Messages messages,
            Requeues requeues,
            Resending resending,
            ServiceTokens ownToken,
            Outbox outbox,
            Audit audit,
            MessageMetrics metrics) {
        this.transactions = transactions;
        this.messages = messages;
        this.requeues = requeues;
        this.resending = resending;
        this.ownToken = ownToken;
        this.outbox = outbox;
        this.audit = audit;
        this.metrics = metrics;
    }

    Uni<ResolveOutcome> resolve(Caller caller, long id, ResolveRequest request) {
        var resolving = request.wantsRequeue() ? requeue(caller, id, request) : close(caller, id, request);
        return resolving.invoke(outcome -> {
            if (outcome instanceof Resolved) {
                metrics.resolved(1);
            }
        });
    }

    private Uni<ResolveOutcome> close(Caller caller, long id, ResolveRequest request) {
        return locked(
                caller,
                id,
                (tx, message) -> finishAbandoned(tx, caller, message, request)
                        .chain(done -> done.map(outcome -> Uni.createFrom().item(outcome))
                                .orElseGet(() -> finish(tx, caller, message, request, Optional.empty()))));
    }

    private Uni<ResolveOutcome> requeue(Caller caller, long id, ResolveRequest request) {
        return transactions
                .run(tx -> messages.find(tx, id, caller.tenants()))
                .chain(found -> found.map(message -> requeue(caller, message, request))
                        .orElseGet(() -> outcome(new ResolveOutcome.Unknown())));
    }

    private Uni<ResolveOutcome> requeue(Caller caller, DlqMessage message, ResolveRequest request) {
        if (message.resolution().isPresent()) {
            return outcome(new AlreadyResolved(message.resolution().get().by()));
        }
        if (message.isLost()
                && (request.editedText().isEmpty() || request.subject().isEmpty())) {
            return outcome(new ResolveOutcome.NothingToSend());
        }
        var refusal = RequeueRules.refusal(caller.tenants(), message, request);
        if (refusal.isPresent()) {
            return outcome(refusal.get());
        }
        if (message.hasLivedEnough() && !request.takesForce()) {
            return outcome(new ResolveOutcome.TooManyLives(message.lives()));
        }
        var subject = request.subjectFor(message);
        return resending.positionFor(subject).chain(position -> {
            if (position.isEmpty()) {
                return outcome(new ResolveOutcome.NowhereToSend(subject));
            }
            var plan = Requeue.plan(message, request, subject, position.get());
            return plan(caller, request, plan)
                    .chain(done -> done.map(Resolving::outcome).orElseGet(() -> send(caller, message, request, plan)));
        });
    }

    /** Commits the intent; an outcome when nothing is left to send. */
    private Uni<Optional<ResolveOutcome>> plan(Caller caller, ResolveRequest request, Requeue plan) {
        return transactions.run(tx -> messages.lock(tx, plan.messageId(), caller.tenants())
                .chain(found -> {
                    if (found.isEmpty() || found.get().resolution().isPresent()) {
                        return Uni.createFrom().item(Optional.of(gone(found)));
                    }
                    return finishAbandoned(tx, caller, found.get(), request)
                            .call(done -> done.isPresent() ? Uni.createFrom().voidItem() : requeues.plan(tx, plan));
                }));
    }

    private Uni<ResolveOutcome> send(Caller caller, DlqMessage message, ResolveRequest request, Requeue plan) {
        var token = plan.vouches(message)
                ? ownToken.current().map(Optional::of)
                : Uni.createFrom().item(Optional.<String>empty());
        return token.chain(own -> locked(
                caller,
                message.id(),
                (tx, current) -> requeues.find(tx, current.id())
                        .chain(stands -> stands.equals(Optional.of(plan))
                                ? resending
                                        .send(current, plan, own)
                                        .call(sequence -> requeues.sent(tx, current.id(), sequence))
                                        .chain(() -> finish(tx, caller, current, request, Optional.of(plan)))
                                : outcome(new ResolveOutcome.Busy(Duration.ofSeconds(1))))));
    }

    /** If an attempt died after it had sent the message, what is left to do is to say so. */
    private Uni<Optional<ResolveOutcome>> finishAbandoned(
            SqlConnection tx, Caller caller, DlqMessage message, ResolveRequest request) {
        return requeues.find(tx, message.id()).chain(abandoned -> {
            if (abandoned.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            return resending
                    .find(abandoned.get())
                    .chain(sequence -> sequence.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : requeues.sent(tx, message.id(), sequence.get())
                                    .chain(() -> finish(tx, caller, message, request, abandoned))
                                    .map(Optional::of));
        });
    }

    private Uni<ResolveOutcome> finish(
            SqlConnection tx, Caller caller, DlqMessage message, ResolveRequest request, Optional<Requeue> sent) {
        var kind = sent.isPresent() ? "requeued" : "closed";
        int requeues = sent.isPresent() ? message.lives() : message.requeues();
        return messages.resolve(tx, message.id(), caller.subject(), kind, request.note(), requeues)
                .call(() -> audit.append(tx, entry(caller, message, request, sent)))
                .call(() -> outbox.append(tx, told(caller, message, kind)))
                .replaceWith(new Resolved(sent.isPresent()));
    }

    private static AuditEntry entry(Caller caller, DlqMessage message, ResolveRequest request, Optional<Requeue> sent) {
        var details = new HashMap<String, Object>();
        details.put("note", request.note());
        details.put("requeued", sent.isPresent());
        details.put("tenant_id", message.tenantId());
        sent.filter(r -> r.edited().isPresent()).ifPresent(r -> details.put("changes", r.changes()));
        sent.map(Requeue::subject)
                .filter(subject -> !subject.equals(message.originalSubject()))
                .ifPresent(subject -> details.put("subject", subject));
        return new AuditEntry(
                caller.subject(), caller.role(), "dlq.resolve", "dlq_message", Long.toString(message.id()), details);
    }

    private static OutgoingMessage told(Caller caller, DlqMessage message, String kind) {
        return new OutgoingMessage(
                "event.dlq.message.resolved",
                "dlq.message.resolved",
                1,
                message.tenantId(),
                new MessageResolved(message.id(), message.originalSubject(), kind, caller.subject()));
    }

    /** Runs the work under the row's lock, unless there is no such row or it is resolved. */
    private Uni<ResolveOutcome> locked(
            Caller caller, long id, BiFunction<SqlConnection, DlqMessage, Uni<ResolveOutcome>> work) {
        return transactions.run(tx -> messages.lock(tx, id, caller.tenants())
                .chain(found -> found.isEmpty() || found.get().resolution().isPresent()
                        ? outcome(gone(found))
                        : work.apply(tx, found.get())));
    }

    private static ResolveOutcome gone(Optional<DlqMessage> found) {
        return found.<ResolveOutcome>map(
                        m -> new AlreadyResolved(m.resolution().orElseThrow().by()))
                .orElseGet(ResolveOutcome.Unknown::new);
    }

    private static Uni<ResolveOutcome> outcome(ResolveOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    /** {@code event.dlq.message.resolved}. */
    @RegisterForReflection
    record MessageResolved(long id, String originalSubject, String resolution, String resolvedBy) {}
}
