package io.golden.orchestrator.task;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.CallerWatch;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.data.sql.Transactions;
import io.golden.orchestrator.task.TaskDetail.HistoryShown;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The history of a task as server-sent events, from wherever the client had come to until the task is over or the
 * caller's token is revoked.
 */
@Path("/api/v1/tasks/{id}/stream")
class TaskStream {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final int BATCH = 200;
    private static final int MAX_STREAMS = 500;
    private static final String[] ANY_TENANT = {};
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final TaskRows tasks;
    private final History history;
    private final CurrentCaller caller;
    private final CallerWatch watch;
    private final AtomicInteger open = new AtomicInteger();

    TaskStream(Transactions transactions, TaskRows tasks, History history, CurrentCaller caller, CallerWatch watch) {
        this.transactions = transactions;
        this.tasks = tasks;
        this.history = history;
        this.caller = caller;
        this.watch = watch;
    }

    @GET
    @RunOnVirtualThread
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @PermissionsAllowed(Permission.TASK_VIEW)
    public Multi<OutboundSseEvent> stream(UUID id, @HeaderParam("Last-Event-ID") String lastEventId, Sse sse) {
        var from = position(lastEventId);
        var agent = caller.get();
        if (open.get() >= MAX_STREAMS) {
            throw ApiException.unavailable("Too many streams are open here. Try again shortly", RETRY_AFTER);
        }
        requireTask(agent, id);
        return watch.whileGood(agent, follow(id, new Place(from), sse))
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    /** Who may not see it is told so before the stream begins: afterwards there is only a broken stream. */
    private void requireTask(Caller agent, UUID id) {
        var found = transactions
                .run(tx -> tasks.find(tx, id, agent.tenants().filter()))
                .await()
                .atMost(PATIENCE);
        if (found.isEmpty()) {
            throw ApiException.notFound("Task " + id);
        }
    }

    /** Where a stream is; only its own rounds, one after the other, touch it. */
    private static final class Place {
        private long last;
        private long quietSince = System.nanoTime();

        Place(long last) {
            this.last = last;
        }
    }

    /** What a round found, and whether that was the end. */
    private record Round(List<History.Entry> lines, boolean over) {}

    private Multi<OutboundSseEvent> follow(UUID id, Place place, Sse sse) {
        return Multi.createBy()
                .repeating()
                .uni(() -> read(id, place))
                .withDelay(POLL)
                .whilst(round -> !round.over())
                .onItem()
                .transformToIterable(round -> events(round, place, sse));
    }

    /** The state first: when it is terminal, whatever led to it stands in the lines read after it. */
    private Uni<Round> read(UUID id, Place place) {
        return transactions
                .run(tx -> tasks.find(tx, id, ANY_TENANT)
                        .flatMap(task -> history.after(tx, id, place.last, BATCH)
                                .map(lines -> new Round(
                                        lines,
                                        lines.size() < BATCH
                                                && task.map(t -> t.state().terminal())
                                                        .orElse(true)))))
                .invoke(round -> {
                    if (!round.lines().isEmpty()) {
                        place.last = round.lines().getLast().id();
                    }
                });
    }

    private static List<OutboundSseEvent> events(Round round, Place place, Sse sse) {
        if (!round.lines().isEmpty()) {
            place.quietSince = System.nanoTime();
            return round.lines().stream().map(line -> event(line, sse)).toList();
        }
        if (System.nanoTime() - place.quietSince < KEEP_ALIVE.toNanos()) {
            return List.of();
        }
        place.quietSince = System.nanoTime();
        return List.of(sse.newEventBuilder().comment("keep-alive").build());
    }

    private static OutboundSseEvent event(History.Entry line, Sse sse) {
        return sse.newEventBuilder()
                .id(Long.toString(line.id()))
                .name(line.kind())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(HistoryShown.class, HistoryShown.of(line))
                .build();
    }

    private static long position(String lastEventId) {
        try {
            return Optional.ofNullable(lastEventId).map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException e) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "Last-Event-ID: must be the id of an event");
        }
    }
}
