package io.golden.dlq.message;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Lists;
import io.golden.commons.page.OffsetRequest;
import io.golden.commons.page.PageRequest;
import io.golden.data.sql.Transactions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Dead letters over HTTP. */
@Path("/api/v1/dlq")
@Produces(MediaType.APPLICATION_JSON)
class DlqResource {
    private final Transactions transactions;
    private final Messages messages;
    private final MessageLists lists;
    private final Requeues requeues;
    private final Groups groups;
    private final Resolving resolving;
    private final CurrentCaller caller;

    DlqResource(
            Transactions transactions,
            Messages messages,
            MessageLists lists,
            Requeues requeues,
            Groups groups,
            Resolving resolving,
            CurrentCaller caller) {
        this.transactions = transactions;
        this.messages = messages;
        this.lists = lists;
        this.requeues = requeues;
        this.groups = groups;
        this.resolving = resolving;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.DLQ_READ)
    public Uni<RestResponse<List<MessageSummary>>> list(
            @QueryParam("resolved") String resolved,
            @QueryParam("subject") String subject,
            @QueryParam("error_type") String errorType,
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @BeanParam PageRequest paging,
            @Context UriInfo uri) {
        var filter = MessageFilter.of(
                caller.get().tenants(),
                Optional.ofNullable(resolved),
                Optional.ofNullable(subject),
                Optional.ofNullable(errorType),
                Optional.ofNullable(since),
                Optional.ofNullable(until));
        var page = paging.page();
        return transactions
                .run(tx -> lists.list(tx, filter, page)
                        .chain(found -> page.count()
                                ? lists.count(tx, filter).map(total -> new Listing(found, Optional.of(total)))
                                : Uni.createFrom().item(new Listing(found, Optional.empty()))))
                .map(listing -> Lists.of(uri, page, listing.messages(), DlqResource::place, listing.total()));
    }

    @GET
    @Path("/groups")
    @PermissionsAllowed(Permission.DLQ_READ)
    public Uni<RestResponse<List<Groups.Group>>> groups(@BeanParam OffsetRequest paging, @Context UriInfo uri) {
        var tenants = caller.get().tenants();
        var page = paging.page();
        return transactions.run(tx -> groups.list(tx, tenants, page)
                .chain(found -> (page.count()
                                ? groups.count(tx, tenants).map(Optional::of)
                                : Uni.createFrom().item(Optional.<Long>empty()))
                        .map(total -> Lists.byOffset(uri, page, found, total))));
    }

    @GET
    @Path("/stats")
    @PermissionsAllowed(Permission.DLQ_READ)
    public Uni<Groups.Stats> stats() {
        var tenants = caller.get().tenants();
        return transactions.run(tx -> groups.stats(tx, tenants));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.DLQ_READ)
    public Uni<MessageView> find(long id) {
        var tenants = caller.get().tenants();
        return transactions.run(tx -> messages.find(tx, id, tenants).chain(found -> {
            var message = found.orElseThrow(() -> unknown(id));
            return requeues.find(tx, id)
                    .chain(requeue ->
                            messages.lives(tx, message).map(lives -> MessageView.of(message, requeue, lives)));
        }));
    }

    @POST
    @Path("/{id}/resolve")
    @PermissionsAllowed(Permission.DLQ_RESOLVE)
    public Uni<Receipt> resolve(long id, @NotNull @Valid ResolveRequest request) {
        request.check();
        return resolving.resolve(caller.get(), id, request).map(outcome -> receipt(id, outcome));
    }

    /** A page of messages, and how many there are in all when that was asked for. */
    private record Listing(List<MessageSummary> messages, Optional<Long> total) {}

    private static Cursor place(MessageSummary message) {
        return new Cursor(message.createdAt(), Long.toString(message.id()));
    }

    private static Receipt receipt(long id, ResolveOutcome outcome) {
        return switch (outcome) {
            case ResolveOutcome.Resolved(var requeued) -> new Receipt("resolved", id, requeued);
            case ResolveOutcome.AlreadyResolved(var by) ->
                throw ApiException.of(
                        ErrorCode.DLQ_ALREADY_RESOLVED, "Message %d was resolved by %s".formatted(id, by));
            case ResolveOutcome.Unknown() -> throw unknown(id);
            case ResolveOutcome.NothingToSend() ->
                throw ApiException.of(
                        ErrorCode.STATE_CONFLICT, "Message %d was lost: requeue needs data and subject".formatted(id));
            case ResolveOutcome.NowhereToSend(var subject) ->
                throw ApiException.unprocessable("subject", "no stream keeps " + subject);
            case ResolveOutcome.Unsendable(var rule) -> throw ApiException.unprocessable("subject", rule);
            case ResolveOutcome.Forbidden(var reason) -> throw ApiException.of(ErrorCode.FORBIDDEN, reason);
            case ResolveOutcome.TooManyLives(var lives) ->
                throw ApiException.of(
                        ErrorCode.STATE_CONFLICT,
                        "Message %d has died %d times: requeue it with force".formatted(id, lives));
            case ResolveOutcome.Busy(var retryAfter) ->
                throw ApiException.unavailable("Message %d is being requeued".formatted(id), retryAfter);
        };
    }

    /** The answer to a resolve. */
    record Receipt(String status, long messageId, boolean requeued) {}

    private static ApiException unknown(long id) {
        return ApiException.notFound("Message " + id);
    }
}
