package io.golden.budget.reservation;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.http.Idempotency;
import io.golden.commons.ratelimit.RateLimited;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Request, commit, release, extend. */
@Path("/api/v1/budget")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.BUDGET_SPEND)
final class ReservationResource {
    private static final int REQUESTS_PER_MINUTE = 30;

    private final Reservations reservations;
    private final Extensions extensions;
    private final CurrentCaller current;

    ReservationResource(Reservations reservations, Extensions extensions, CurrentCaller current) {
        this.reservations = reservations;
        this.extensions = extensions;
        this.current = current;
    }

    @POST
    @Path("/request")
    @RateLimited(perMinute = REQUESTS_PER_MINUTE)
    public Uni<RestResponse<ReserveResponse>> request(
            @NotNull @Valid ReserveRequest request, @HeaderParam(Idempotency.KEY) String idempotencyKey) {
        var caller = current.get();
        caller.requireTenant(request.tenantId());
        request.check(idempotencyKey);
        var asked =
                request.asked(Optional.ofNullable(idempotencyKey), agent(caller, request.agentId()), caller.subject());
        return reservations.reserve(asked).map(outcome -> switch (outcome) {
            case ReserveOutcome.Approved approved ->
                Idempotency.answer(ResponseBuilder.ok(ReserveResponse.of(asked, approved)), approved.replayed());
            case ReserveOutcome.Insufficient(var available, var scope) ->
                throw Refusals.insufficient(available, asked.tokens(), asked.tenantId(), scope);
            case ReserveOutcome.OtherPayload() ->
                throw ApiException.of(
                        ErrorCode.IDEMPOTENCY_CONFLICT,
                        "request_id " + asked.requestId() + " was used for another request");
        });
    }

    @POST
    @Path("/commit")
    public Uni<RestResponse<CommitResponse>> commit(@NotNull @Valid CommitRequest request) {
        var caller = current.get();
        caller.requireTenant(request.tenantId());
        request.check();
        var target = target(request.reservationId(), request.tenantId(), request.projectId(), caller);
        var commit = new Commit(target, request.actualTokens(), Optional.ofNullable(request.inputTokens()));
        return reservations.commit(commit).map(outcome -> switch (outcome) {
            case CommitOutcome.Committed done ->
                Idempotency.answer(ResponseBuilder.ok(CommitResponse.of(done)), done.replayed());
            case CommitOutcome.Unknown() -> throw Refusals.unknown(target.reservationId());
            case CommitOutcome.NotHolder() -> throw Refusals.notHolder();
            case CommitOutcome.Released() -> throw Refusals.conflict("The reservation was released");
            case CommitOutcome.OtherAmount() ->
                throw ApiException.of(
                        ErrorCode.IDEMPOTENCY_CONFLICT, "The reservation was committed with another amount");
        });
    }

    @POST
    @Path("/release")
    public Uni<RestResponse<ReleaseResponse>> release(@NotNull @Valid ReleaseRequest request) {
        var caller = current.get();
        caller.requireTenant(request.tenantId());
        var target = target(request.reservationId(), request.tenantId(), request.projectId(), caller);
        return reservations.release(target).map(outcome -> switch (outcome) {
            case ReleaseOutcome.Released done ->
                Idempotency.answer(ResponseBuilder.ok(ReleaseResponse.RELEASED), done.replayed());
            case ReleaseOutcome.Unknown() -> throw Refusals.unknown(target.reservationId());
            case ReleaseOutcome.NotHolder() -> throw Refusals.notHolder();
            case ReleaseOutcome.Committed() -> throw Refusals.conflict("The reservation was committed");
        });
    }

    @POST
    @Path("/extend")
    public Uni<RestResponse<ExtendResponse>> extend(
            @NotNull @Valid ExtendRequest request, @HeaderParam(Idempotency.KEY) String idempotencyKey) {
        if (request.additionalTokens() == null && request.ttlSeconds() == null) {
            throw ApiException.unprocessable("additional_tokens", "or ttl_seconds must be given");
        }
        return extensions
                .extend(request, Optional.ofNullable(idempotencyKey), current.get())
                .map(once -> Idempotency.answer(ResponseBuilder.ok(once.result()), once.replayed()));
    }

    private Target target(UUID reservation, String tenant, String project, Caller caller) {
        return new Target(reservation, tenant, project, Spender.of(caller, current.address()), Correlation.current());
    }

    /** An agent's tokens are charged to itself, whatever the body says. */
    private static String agent(Caller caller, String named) {
        if (!caller.role().equals("agent")) {
            return named == null ? "" : named;
        }
        if (named != null && !named.equals(caller.subject())) {
            throw ApiException.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
        }
        return caller.subject();
    }
}
