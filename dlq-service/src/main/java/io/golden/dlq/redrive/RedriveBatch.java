package io.golden.dlq.redrive;

import io.golden.commons.client.ServiceTokens;
import io.golden.data.nats.StoredMessages;
import io.golden.data.nats.StoredMessages.Position;
import io.golden.data.sql.Transactions;
import io.golden.dlq.letter.DeadLetter;
import io.golden.dlq.message.DlqMessage;
import io.golden.dlq.message.MessageMetrics;
import io.golden.dlq.message.Messages;
import io.golden.dlq.message.Requeue;
import io.golden.dlq.message.Requeues;
import io.golden.dlq.message.Resending;
import io.golden.dlq.message.Subjects;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends the next messages of a redrive. What is to be sent is committed first; then it is sent under the locks of the job
 * and of the messages, and resolved. Whoever finds an intent without a resolution looks in the stream before sending.
 */
@ApplicationScoped
class RedriveBatch {
    private static final long MOST_BYTES = 4 << 20;

    private final Transactions transactions;
    private final Redrives redrives;
    private final RedriveItems items;
    private final Messages messages;
    private final Requeues requeues;
    private final Resending resending;
    private final StoredMessages stored;
    private final ServiceTokens ownToken;
    private final MessageMetrics metrics;

    RedriveBatch(
            Transactions transactions,
            Redrives redrives,
            RedriveItems items,
            Messages messages,
            Requeues requeues,
            Resending resending,
            StoredMessages stored,
            ServiceTokens ownToken,
            MessageMetrics metrics) {
        this.transactions = transactions;
        this.redrives = redrives;
        this.items = items;
        this.messages = messages;
        this.requeues = requeues;
        this.resending = resending;
        this.stored = stored;
        this.ownToken = ownToken;
        this.metrics = metrics;
    }

    /** What a batch came to. */
    sealed interface Outcome {
        /** @param complete false when NATS did not take all of it */
        record Sent(int messages, boolean complete) implements Outcome {}

        /** There are no more messages. */
        record Nothing() implements Outcome {}

        /** The job is over, or somebody else's. */
        record NotOurs() implements Outcome {}
    }

    /** What is known before anything is decided: the messages, their intents, where they go, and what was sent already. */
    private record Draft(
            List<Long> ids,
            List<DlqMessage> messages,
            Map<Long, Requeue> intents,
            Map<Long, Position> targets,
            Map<Long, Long> alreadySent) {}

    /** The intents that are committed. */
    private record Plan(Draft draft, Map<Long, Requeue> toSend, Map<Long, Long> alreadySent) {}

    Uni<Outcome> send(Redrive job, String owner, int limit, Map<String, Optional<String>> streams) {
        return draft(job, limit, streams)
                .chain(draft -> draft.ids().isEmpty()
                        ? Uni.createFrom().<Outcome>item(new Outcome.Nothing())
                        : plan(job, owner, draft)
                                .chain(plan -> plan.isEmpty()
                                        ? Uni.createFrom().<Outcome>item(new Outcome.NotOurs())
                                        : send(job, owner, plan.get())));
    }

    private Uni<Draft> draft(Redrive job, int limit, Map<String, Optional<String>> streams) {
        return transactions
                .run(tx -> items.next(tx, job.id(), job.position(), limit, MOST_BYTES)
                        .chain(ids -> messages.findAll(tx, ids)
                                .chain(found -> requeues.findAll(tx, ids)
                                        .map(intents -> new Draft(
                                                ids, sendable(job, found), byId(intents), Map.of(), Map.of())))))
                .chain(draft -> targets(draft, streams)
                        .chain(targets -> alreadySent(draft)
                                .map(sent ->
                                        new Draft(draft.ids(), draft.messages(), draft.intents(), targets, sent))));
    }

    private static List<DlqMessage> sendable(Redrive job, List<DlqMessage> found) {
        return found.stream()
                .filter(message -> message.resolution().isEmpty() && !message.isLost())
                .filter(message -> Subjects.isPublishable(message.originalSubject()))
                .filter(message -> job.force() || !message.hasLivedEnough())
                .toList();
    }

    private static Map<Long, Requeue> byId(List<Requeue> intents) {
        return intents.stream().collect(Collectors.toMap(Requeue::messageId, Function.identity()));
    }

    /** Where each message goes, as far as a stream keeps its subject. */
    private Uni<Map<Long, Position>> targets(Draft draft, Map<String, Optional<String>> streams) {
        var patterns = draft.messages().stream()
                .collect(Collectors.toMap(
                        m -> DeadLetter.subjectPattern(m.originalSubject()), DlqMessage::originalSubject, (a, _) -> a));
        return Multi.createFrom()
                .iterable(patterns.entrySet())
                .filter(pattern -> !streams.containsKey(pattern.getKey()))
                .onItem()
                .transformToUniAndConcatenate(pattern -> resending
                        .positionFor(pattern.getValue())
                        .invoke(found -> streams.put(pattern.getKey(), found.map(Position::stream))))
                .collect()
                .asList()
                .chain(() -> positions(patterns.keySet().stream()
                        .flatMap(pattern -> streams.get(pattern).stream())
                        .distinct()
                        .toList()))
                .map(positions -> {
                    var targets = new HashMap<Long, Position>();
                    draft.messages()
                            .forEach(m -> streams.get(DeadLetter.subjectPattern(m.originalSubject()))
                                    .ifPresent(stream -> targets.put(m.id(), positions.get(stream))));
                    return targets;
                });
    }

    private Uni<Map<String, Position>> positions(List<String> streams) {
        return Multi.createFrom()
                .iterable(streams)
                .onItem()
                .transformToUniAndConcatenate(stored::position)
                .collect()
                .asMap(Position::stream);
    }

    /** Of the intents that an attempt left behind, those whose message is in its stream. */
    private Uni<Map<Long, Long>> alreadySent(Draft draft) {
        return resending.findAll(draft.messages().stream()
                .flatMap(message -> Optional.ofNullable(draft.intents().get(message.id())).stream())
                .toList());
    }

    private Uni<Optional<Plan>> plan(Redrive job, String owner, Draft draft) {
        return transactions.run(tx -> redrives.hold(tx, job.id(), owner).chain(held -> {
            if (held.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            var wanted = draft.messages().stream()
                    .filter(m -> draft.targets().containsKey(m.id()))
                    .collect(Collectors.toMap(DlqMessage::id, Function.identity()));
            return items.lock(tx, List.copyOf(wanted.keySet()))
                    .chain(free -> requeues.findAll(tx, free).chain(intents -> {
                        var now = byId(intents);
                        var plan = new Plan(draft, new LinkedHashMap<>(), new HashMap<>());
                        for (var id : free) {
                            var seen = draft.intents().get(id);
                            if (draft.alreadySent().containsKey(id)) {
                                plan.alreadySent().put(id, draft.alreadySent().get(id));
                            } else if (Optional.ofNullable(seen).equals(Optional.ofNullable(now.get(id)))) {
                                plan.toSend()
                                        .put(
                                                id,
                                                Requeue.plain(
                                                        wanted.get(id),
                                                        draft.targets().get(id),
                                                        job.id()));
                            }
                        }
                        return requeues.planAll(tx, List.copyOf(plan.toSend().values()))
                                .replaceWith(Optional.of(plan));
                    }));
        }));
    }

    private Uni<Outcome> send(Redrive job, String owner, Plan plan) {
        var vouching = plan.draft().messages().stream()
                .anyMatch(message -> Optional.ofNullable(plan.toSend().get(message.id()))
                        .filter(requeue -> requeue.vouches(message))
                        .isPresent());
        var token = vouching
                ? ownToken.current().map(Optional::of)
                : Uni.createFrom().item(Optional.<String>empty());
        return token.chain(own -> transactions.run(tx -> redrives.hold(tx, job.id(), owner)
                        .chain(held -> held.isEmpty()
                                ? Uni.createFrom().<Outcome>item(new Outcome.NotOurs())
                                : items.lockPlanned(
                                                tx,
                                                job.id(),
                                                List.copyOf(plan.toSend().keySet()))
                                        .chain(ours -> sendLocked(tx, held.get(), plan, ours, own)))))
                .invoke(outcome -> {
                    if (outcome instanceof Outcome.Sent sent) {
                        metrics.resolved(sent.messages());
                    }
                });
    }

    private Uni<Outcome> sendLocked(SqlConnection tx, Redrive job, Plan plan, List<Long> ours, Optional<String> token) {
        var mine = new HashSet<>(ours);
        var chosen = plan.draft().messages().stream()
                .filter(message -> mine.contains(message.id()))
                .toList();
        var intents =
                chosen.stream().map(message -> plan.toSend().get(message.id())).toList();
        return resending.sendAll(chosen, intents, token).chain(sequences -> {
            var sent = new LinkedHashMap<>(plan.alreadySent());
            for (int i = 0; i < chosen.size(); i++) {
                var id = chosen.get(i).id();
                sequences.get(i).ifPresent(sequence -> sent.put(id, sequence));
            }
            var complete = sent.size() == chosen.size() + plan.alreadySent().size();
            var first = sent.keySet().stream().findFirst();
            return items.sent(tx, job, sent)
                    .chain(() -> redrives.advance(tx, job.id(), lastUpTo(plan, sent, job, complete), first))
                    .replaceWith(new Outcome.Sent(sent.size(), complete));
        });
    }

    /** What was not taken is tried again, and so is everything behind it; of that, what was sent is resolved. */
    private static long lastUpTo(Plan plan, Map<Long, Long> sent, Redrive job, boolean complete) {
        if (complete) {
            return plan.draft().ids().getLast();
        }
        return plan.toSend().keySet().stream()
                .filter(id -> !sent.containsKey(id))
                .min(Long::compare)
                .map(id -> id - 1)
                .orElse(job.position());
    }
}
