package io.golden.dlq.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.caller.Caller;
import io.golden.commons.ids.Ids;
import io.golden.commons.page.Page;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.idempotency.IdempotencyKeys;
import io.golden.data.idempotency.IdempotencyKeys.Once;
import io.golden.data.sql.Transactions;
import io.golden.dlq.message.MessageLists;
import io.golden.dlq.redrive.Redrive.State;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people do with redrives. */
@ApplicationScoped
class Redriving {
    private static final String ROUTE = "POST /dlq/redrive";

    private final Transactions transactions;
    private final Redrives redrives;
    private final MessageLists messages;
    private final RedriveProgress progress;
    private final RedriveWorkers workers;
    private final RedriveSettings settings;
    private final IdempotencyKeys keys;
    private final Audit audit;
    private final ObjectMapper json;

    Redriving(
            Transactions transactions,
            Redrives redrives,
            MessageLists messages,
            RedriveProgress progress,
            RedriveWorkers workers,
            RedriveSettings settings,
            IdempotencyKeys keys,
            Audit audit,
            ObjectMapper json) {
        this.transactions = transactions;
        this.redrives = redrives;
        this.messages = messages;
        this.progress = progress;
        this.workers = workers;
        this.settings = settings;
        this.keys = keys;
        this.audit = audit;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** What an {@code Idempotency-Key} gives back: the same job. */
    @RegisterForReflection
    record Created(UUID id) {}

    Uni<Once<RedriveView>> create(Caller caller, Optional<String> key, RedriveRequest request) {
        return transactions
                .run(tx -> keys.once(tx, key, caller, ROUTE, request, Created.class, () -> create(tx, caller, request)))
                .invoke(workers::wake)
                .chain(once ->
                        find(caller, once.result().id()).map(view -> new Once<>(view.orElseThrow(), once.replayed())));
    }

    private Uni<Created> create(SqlConnection tx, Caller caller, RedriveRequest request) {
        var id = Ids.next();
        var filter = request.filter().of(caller.tenants());
        // The job's row is there before its items, which refer to it; how many they are it learns at once.
        return redrives.create(tx, id, request, write(request.filter()), caller.tenants(), caller.subject())
                .chain(() -> messages.choose(tx, filter, id, settings.mostMessages()))
                .call(total -> redrives.count(tx, id, total))
                .call(total -> audit.append(
                        tx,
                        entry(
                                caller,
                                "dlq.redrive",
                                id,
                                Map.of("note", request.note(), "messages", total, "rate_per_second", request.rate()))))
                .replaceWith(new Created(id));
    }

    Uni<Optional<RedriveView>> find(Caller caller, UUID id) {
        return transactions
                .run(tx -> redrives.find(tx, id, caller.tenants()))
                .chain(found -> found.map(job -> view(job).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    Uni<List<RedriveView>> list(Caller caller, Page page) {
        return transactions
                .run(tx -> redrives.list(tx, page, caller.tenants()))
                .chain(jobs -> Multi.createFrom()
                        .iterable(jobs)
                        .onItem()
                        .transformToUniAndConcatenate(this::view)
                        .collect()
                        .asList());
    }

    Uni<Long> count(Caller caller) {
        return transactions.run(tx -> redrives.count(tx, caller.tenants()));
    }

    /** What became of a cancellation. */
    sealed interface Cancelling {
        record Cancelled(RedriveView redrive) implements Cancelling {}

        record AlreadyOver(String state) implements Cancelling {}

        record Unknown() implements Cancelling {}
    }

    /** Waits for the batch under way: when it completes, nothing more is sent. */
    Uni<Cancelling> cancel(Caller caller, UUID id) {
        return transactions
                .run(tx -> redrives.find(tx, id, caller.tenants())
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().item(Optional.<Redrive>empty())
                                : redrives.finish(tx, id, State.CANCELLED, "by " + caller.subject())
                                        .call(ended -> ended.isEmpty()
                                                ? Uni.createFrom().voidItem()
                                                : audit.append(tx, entry(caller, "dlq.redrive.cancel", id, Map.of())))))
                .chain(ended -> find(caller, id).map(view -> {
                    if (view.isEmpty()) {
                        return new Cancelling.Unknown();
                    }
                    return ended.isPresent()
                            ? new Cancelling.Cancelled(view.get())
                            : new Cancelling.AlreadyOver(view.get().state());
                }));
    }

    private Uni<RedriveView> view(Redrive job) {
        return progress.counts(job).map(counts -> RedriveView.of(job, read(job.filter()), counts));
    }

    private static AuditEntry entry(Caller caller, String action, UUID id, Map<String, Object> details) {
        return new AuditEntry(caller.subject(), caller.role(), action, "dlq_redrive", id.toString(), details);
    }

    private String write(RedriveRequest.Filter filter) {
        try {
            return json.writeValueAsString(filter);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RedriveRequest.Filter read(String filter) {
        try {
            return json.readValue(filter, RedriveRequest.Filter.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
