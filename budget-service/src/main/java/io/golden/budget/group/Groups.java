package io.golden.budget.group;

import io.golden.commons.error.ApiException;
import io.golden.data.sql.DatabaseFailures;
import io.micrometer.core.instrument.DistributionSummary;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes concurrent requests together. A request that finds nobody in flight goes at once; what comes while groups are in
 * flight gathers and goes with the next ({@link Lanes} says who with whom).
 *
 * <p>Each member gets its own answer. When a statement was refused and nothing of it happened, the group is taken apart
 * until the culprit is alone. When nobody knows whether it happened (the connection was lost), it is not tried again:
 * all members get a 503, and their ids decide what becomes of a repetition.
 */
public final class Groups<Q, A> {
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_TRIES = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** Longer than the database lets a statement run: past this nobody listens any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The same request_id, or the removal of a limit, won meanwhile: to be decided anew. */
    private static final String ANEW = "40001";

    private static final Set<String> WAITED_IN_VAIN = Set.of("55P03", "57014", "40P01");

    /** What a group needs to know about its requests, and the statement that decides them. */
    public record Work<Q, A>(
            Function<Q, String> tenant, Function<Q, Object> identity, Function<List<Q>, Uni<List<A>>> statement) {}

    private final Work<Q, A> work;
    private final DistributionSummary sizes;
    private final Context root;
    private final Lanes<Q, A> lanes = new Lanes<>();

    public Groups(Work<Q, A> work, DistributionSummary sizes, Vertx vertx) {
        this.work = work;
        this.sizes = sizes;
        this.root = vertx.getOrCreateContext();
    }

    /** The request's own outcome. It is decided whether or not somebody still wants to know. */
    public Uni<A> submit(Q request) {
        return Uni.createFrom().emitter(caller -> {
            var waiting = new Waiting<Q, A>(
                    request,
                    work.tenant().apply(request),
                    work.identity().apply(request),
                    caller,
                    Vertx.currentContext());
            boolean room;
            synchronized (lanes) {
                room = lanes.waiting() < MOST_WAITING;
                if (room) {
                    lanes.add(waiting);
                }
            }
            if (room) {
                launch();
            } else {
                waiting.fail(unavailable("Too many requests are waiting for the database"));
            }
        });
    }

    private void launch() {
        while (true) {
            Optional<Group<Q, A>> group;
            synchronized (lanes) {
                group = lanes.next();
            }
            if (group.isEmpty()) {
                return;
            }
            start(group.get());
        }
    }

    /**
     * On a context of its own: what belongs to one of the requests must not leak into the others. When the group before
     * has just ended, at once, and not behind the answers to it that its thread has to write yet: the database would wait.
     */
    private void start(Group<Q, A> group) {
        var context = VertxContext.createNewDuplicatedContext(root);
        VertxContextSafetyToggle.setContextSafe(context, true);
        ((ContextInternal) context)
                .emit(_ -> run(group)
                        .subscribe()
                        .with(landing -> over(group, landing), _ -> over(group, Landing.ANSWERED)));
    }

    private Uni<Landing> run(Group<Q, A> group) {
        sizes.record(group.size());
        return Uni.createFrom()
                .deferred(() -> work.statement().apply(group.requests()))
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> unavailable("The database does not answer"))
                .map(answers -> {
                    for (int i = 0; i < group.size(); i++) {
                        group.members().get(i).answer(answers.get(i));
                    }
                    return Landing.ANSWERED;
                })
                .onFailure()
                .recoverWithUni(failure -> failed(group, failure));
    }

    private Uni<Landing> failed(Group<Q, A> group, Throwable failure) {
        var state = sqlState(failure);
        if (state.equals(ANEW) && group.tries() < MOST_TRIES) {
            return run(group.again());
        }
        if (WAITED_IN_VAIN.contains(state) && group.tenants().size() > 1) {
            return Uni.createFrom().item(Landing.SEPARATE);
        }
        boolean refused = !state.isEmpty() && (state.equals(ANEW) || !DatabaseFailures.isPassing(failure));
        if (refused && group.size() > 1) {
            int half = group.size() / 2;
            return run(group.part(0, half)).chain(() -> run(group.part(half, group.size())));
        }
        var told = DatabaseFailures.isPassing(failure) ? unavailable("The database is not available") : failure;
        group.members().forEach(member -> member.fail(told));
        return Uni.createFrom().item(WAITED_IN_VAIN.contains(state) ? Landing.WAITED : Landing.ANSWERED);
    }

    private void over(Group<Q, A> group, Landing landing) {
        synchronized (lanes) {
            lanes.landed(group, landing);
        }
        launch();
    }

    /** Of what the database said, also where that was made a 503 already; empty when it said nothing. */
    private static String sqlState(Throwable failure) {
        return switch (failure) {
            case PgException pg when pg.getSqlState() != null -> pg.getSqlState();
            case ApiException refusal when refusal.getSuppressed().length > 0 -> sqlState(refusal.getSuppressed()[0]);
            default -> "";
        };
    }

    private static ApiException unavailable(String message) {
        return ApiException.unavailable(message, RETRY_AFTER);
    }
}
