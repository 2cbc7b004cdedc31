package io.golden.peerhub.review;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.http.Idempotency;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import io.golden.peerhub.quorum.Explanation;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** Reviews over HTTP. */
@Path("/api/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
class ReviewResource {
    private final Reviews reviews;
    private final CurrentCaller caller;

    ReviewResource(Reviews reviews, CurrentCaller caller) {
        this.reviews = reviews;
        this.caller = caller;
    }

    @POST
    @PermissionsAllowed(Permission.REVIEW_CREATE)
    @APIResponseSchema(value = ReviewView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<ReviewView>> open(
            @HeaderParam(Idempotency.KEY) String key, @NotNull @Valid OpenReview request) {
        return reviews.open(caller.get(), Optional.ofNullable(key), request).map(once -> {
            var created = ResponseBuilder.create(Status.CREATED, once.result())
                    .header("Location", "/api/v1/reviews/" + once.result().sessionId());
            return Idempotency.answer(created, once.replayed());
        });
    }

    @GET
    @PermissionsAllowed(Permission.REVIEW_VIEW)
    public Uni<RestResponse<List<ReviewView>>> list(
            @QueryParam("status") String status,
            @QueryParam("task_id") String taskId,
            @BeanParam PageRequest paging,
            @Context UriInfo uri) {
        var filter = ReviewFilter.of(caller.get().tenants(), Optional.ofNullable(status), Optional.ofNullable(taskId));
        var page = paging.page();
        return reviews.list(filter, page)
                .map(found -> Lists.of(
                        uri,
                        page,
                        found.sessions().stream().map(ReviewView::of).toList(),
                        review -> new Cursor(
                                review.createdAt(), review.sessionId().toString()),
                        found.total()));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.REVIEW_VIEW)
    public Uni<ReviewView> find(UUID id) {
        return reviews.find(caller.get(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    @GET
    @Path("/{id}/explanation")
    @PermissionsAllowed(Permission.REVIEW_VIEW)
    public Uni<Explanation> explanation(UUID id) {
        return reviews.explain(caller.get(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    @GET
    @Path("/{id}/impact/{agentId}")
    @PermissionsAllowed(Permission.REVIEW_VIEW)
    public Uni<Impact> impact(UUID id, String agentId) {
        return reviews.impact(caller.get(), id, agentId)
                .map(found -> found.orElseThrow(() -> ApiException.notFound("Voter " + agentId + " of review " + id)));
    }

    @POST
    @Path("/{id}/votes")
    @PermissionsAllowed(Permission.REVIEW_VOTE)
    public Uni<VoteReceipt> vote(UUID id, @NotNull @Valid CastVote request) {
        return reviews.vote(caller.get(), id, request.checked()).map(outcome -> switch (outcome) {
            case VoteOutcome.Counted(var verdict) -> new VoteReceipt(id, verdict.status(), true);
            case VoteOutcome.Late(var status) -> new VoteReceipt(id, status, false);
            case VoteOutcome.UnknownSession() -> throw unknown(id);
            case VoteOutcome.NotAVoter _ -> throw ApiException.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
            case VoteOutcome.OtherContent(var expected) ->
                throw ApiException.of(ErrorCode.STATE_CONFLICT, "content_hash: this review is about " + expected);
        });
    }

    /** What became of a vote: {@code counted} is false when the session had been decided before. */
    record VoteReceipt(UUID sessionId, String status, boolean counted) {}

    @POST
    @Path("/{id}/cancel")
    @PermissionsAllowed(Permission.REVIEW_CREATE)
    public Uni<ReviewView> cancel(UUID id) {
        return reviews.cancel(caller.get(), id).map(outcome -> switch (outcome) {
            case CancelOutcome.Cancelled(var session) -> ReviewView.of(session);
            case CancelOutcome.AlreadyDecided(var status) ->
                throw ApiException.of(ErrorCode.STATE_CONFLICT, "Review " + id + " is " + status + " already");
            case CancelOutcome.UnknownSession() -> throw unknown(id);
        });
    }

    private static ApiException unknown(UUID id) {
        return ApiException.notFound("Review " + id);
    }
}
