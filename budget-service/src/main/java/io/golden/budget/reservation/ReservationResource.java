package io.golden.budget.reservation;

import io.golden.budget.Name;
import io.golden.commons.caller.Caller;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.ratelimit.RateLimited;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Request, commit, release, extend. */
@Path("/api/v1/budget")
@PermissionsAllowed(Permission.BUDGET_SPEND)
final class ReservationResource {
    private static final int REQUESTS_PER_MINUTE = 30;

    private final Reservations reservations;
    private final CurrentCaller current;

    ReservationResource(Reservations reservations, CurrentCaller current) {
        this.reservations = reservations;
        this.current = current;
    }

    @POST
    @Path("/request")
    @RateLimited(perMinute = REQUESTS_PER_MINUTE)
    public Uni<RestResponse<ReserveResponse>> request(
            @NotNull @Valid ReserveRequest request, @HeaderParam("Idempotency-Key") @Name String idempotencyKey) {
        var caller = current.get();
        caller.requireTenant(request.tenantId());
        var asked =
                request.asked(Optional.ofNullable(idempotencyKey), agent(caller, request.agentId()), caller.subject());
        return reservations.reserve(asked).map(outcome -> switch (outcome) {
            case ReserveOutcome.Approved approved ->
                replayed(ResponseBuilder.ok(ReserveResponse.of(asked, approved)), approved.replayed());
            case ReserveOutcome.Insufficient(var available) ->
                throw insufficient(available, asked.tokens(), asked.tenantId(), asked.projectId());
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
        var target = new Target(request.reservationId(), request.tenantId(), request.projectId(), Spender.of(caller));
        return reservations.commit(new Commit(target, request.actualTokens())).map(outcome -> switch (outcome) {
            case CommitOutcome.Committed done -> replayed(ResponseBuilder.ok(CommitResponse.of(done)), done.replayed());
            case CommitOutcome.Unknown() -> throw unknown(target);
            case CommitOutcome.NotHolder() -> throw notHolder();
            case CommitOutcome.Released() -> throw conflict("The reservation was released");
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
        var target = new Target(request.reservationId(), request.tenantId(), request.projectId(), Spender.of(caller));
        return reservations.release(target).map(outcome -> switch (outcome) {
            case ReleaseOutcome.Released done ->
                replayed(ResponseBuilder.ok(ReleaseResponse.RELEASED), done.replayed());
            case ReleaseOutcome.Unknown() -> throw unknown(target);
            case ReleaseOutcome.NotHolder() -> throw notHolder();
            case ReleaseOutcome.Committed() -> throw conflict("The reservation was committed");
        });
    }

    @POST
    @Path("/extend")
    public Uni<ExtendResponse> extend(@NotNull @Valid ExtendRequest request) {
        if (request.additionalTokens() == null && request.ttlSeconds() == null) {
            throw ApiException.unprocessable("additional_tokens", "or ttl_seconds must be given");
        }
        return reservations.extend(request, current.get()).map(outcome -> switch (outcome) {
            case ExtendOutcome.Extended done ->
                new ExtendResponse(
                        "extended", request.reservationId(), done.allocated(), done.available(), done.expiresAt());
            case ExtendOutcome.Insufficient refused ->
                throw insufficient(
                        refused.available(), request.additionalTokens(), refused.tenantId(), refused.projectId());
            case ExtendOutcome.Unknown() -> throw ApiException.notFound("Reservation " + request.reservationId());
            case ExtendOutcome.NotHolder() -> throw notHolder();
            case ExtendOutcome.Closed() -> throw conflict("The reservation is not held any more");
        });
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

    private static <T> RestResponse<T> replayed(ResponseBuilder<T> response, boolean replayed) {
        return replayed ? response.header("Idempotent-Replayed", true).build() : response.build();
    }

    private static ApiException insufficient(long available, long requested, String tenant, String project) {
        return ApiException.of(
                ErrorCode.BUDGET_INSUFFICIENT,
                "budget.insufficient: Available %d, Requested %d".formatted(available, requested),
                Map.of(
                        "available", available,
                        "requested", requested,
                        "scope", Map.of("tenant_id", tenant, "project_id", project)));
    }

    private static ApiException unknown(Target target) {
        return ApiException.notFound("Reservation " + target.reservationId());
    }

    private static ApiException notHolder() {
        return ApiException.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
    }

    private static ApiException conflict(String message) {
        return ApiException.of(ErrorCode.STATE_CONFLICT, message);
    }
}
