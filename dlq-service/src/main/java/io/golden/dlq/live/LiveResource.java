package io.golden.dlq.live;

import io.golden.commons.caller.CallerWatch;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.data.sql.Transactions;
import io.golden.dlq.live.Changes.Change;
import io.golden.dlq.live.Changes.Place;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code GET /dlq/stream}: what arrives and what is resolved from now on, or from where the client had come to. */
@Path("/api/v1/dlq/stream")
class LiveResource {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int MAX_STREAMS = 100;

    private final Transactions transactions;
    private final Changes changes;
    private final CurrentCaller caller;
    private final CallerWatch watch;
    private final AtomicInteger open = new AtomicInteger();

    LiveResource(Transactions transactions, Changes changes, CurrentCaller caller, CallerWatch watch) {
        this.transactions = transactions;
        this.changes = changes;
        this.caller = caller;
        this.watch = watch;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @PermissionsAllowed(Permission.DLQ_READ)
    public Multi<OutboundSseEvent> stream(@HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        var from = Optional.ofNullable(lastEventId).map(LiveResource::place);
        var listener = caller.get();
        if (open.get() >= MAX_STREAMS) {
            throw ApiException.unavailable("Too many streams are open here. Try again shortly", RETRY_AFTER);
        }
        var follower = new Follower(listener.tenants(), from, sse);
        Multi<OutboundSseEvent> events = Multi.createBy()
                .repeating()
                .uni(follower::round)
                .withDelay(POLL)
                .indefinitely()
                .onItem()
                .transformToIterable(found -> found);
        return watch.whileGood(listener, events)
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    private static Place place(String lastEventId) {
        return Place.parse(lastEventId)
                .orElseThrow(
                        () -> ApiException.of(ErrorCode.INVALID_REQUEST, "Last-Event-ID: must be the id of an event"));
    }

    /** One stream; its rounds come one after the other. */
    private final class Follower {
        private final Tenants tenants;
        private final Sse sse;
        private Optional<Place> place;
        private long quietSince = System.nanoTime();

        Follower(Tenants tenants, Optional<Place> place, Sse sse) {
            this.tenants = tenants;
            this.place = place;
            this.sse = sse;
        }

        Uni<List<OutboundSseEvent>> round() {
            if (place.isEmpty()) {
                return transactions.run(changes::now).map(now -> {
                    place = Optional.of(now);
                    return List.of(comment("connected"));
                });
            }
            var from = place.get();
            return transactions.run(tx -> changes.after(tx, from, tenants)).map(this::events);
        }

        private List<OutboundSseEvent> events(Changes.Page page) {
            place = Optional.of(page.end());
            if (!page.changes().isEmpty()) {
                quietSince = System.nanoTime();
                return page.changes().stream().map(this::event).toList();
            }
            if (System.nanoTime() - quietSince < KEEP_ALIVE.toNanos()) {
                return List.of();
            }
            quietSince = System.nanoTime();
            return List.of(comment("keep-alive"));
        }

        private OutboundSseEvent event(Change change) {
            return sse.newEventBuilder()
                    .id(change.place().text())
                    .name(change.message().resolved() ? "resolved" : "arrived")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(Changes.Message.class, change.message())
                    .build();
        }

        private OutboundSseEvent comment(String text) {
            return sse.newEventBuilder().comment(text).build();
        }
    }
}
