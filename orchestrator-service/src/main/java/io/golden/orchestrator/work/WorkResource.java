package io.golden.orchestrator.work;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where agents get their work and hand in what came of it. */
@Path("/api/v1/work")
@Produces(MediaType.APPLICATION_JSON)
class WorkResource {
    private static final int MAX_ERROR = 2000;

    private final Work work;
    private final CurrentCaller caller;

    WorkResource(Work work, CurrentCaller caller) {
        this.work = work;
        this.caller = caller;
    }

    /**
     * @param max leases wanted (1)
     * @param waitSeconds how long to wait for the first (0)
     */
    record Claim(
            @NotNull String agentId,
            @NotEmpty @Size(max = 20) List<@NotNull @Size(min = 1, max = 64) String> roles,
            @Min(1) @Max(100) Integer max,
            @Min(0) @Max(30) Integer waitSeconds) {}

    @POST
    @Path("/claim")
    @PermissionsAllowed(Permission.WORK_CLAIM)
    public Uni<List<Lease>> claim(@NotNull @Valid Claim claim) {
        var agent = caller.get();
        if (!claim.agentId().equals(agent.subject()) || !agent.agentRoles().containsAll(claim.roles())) {
            throw ApiException.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
        }
        int max = Optional.ofNullable(claim.max()).orElse(1);
        int wait = Optional.ofNullable(claim.waitSeconds()).orElse(0);
        return work.claim(agent, claim.roles(), max, Duration.ofSeconds(wait));
    }

    record Heartbeat(@NotNull Long fencingToken) {}

    record Extended(UUID stepId, Instant leasedUntil) {}

    @POST
    @Path("/{stepId}/heartbeat")
    @PermissionsAllowed(Permission.WORK_CLAIM)
    public Uni<Extended> heartbeat(UUID stepId, @NotNull @Valid Heartbeat request) {
        return work.heartbeat(caller.get(), stepId, request.fencingToken())
                .map(until -> until.map(at -> new Extended(stepId, at))
                        .orElseThrow(() -> late("The lease is over, or is not yours")));
    }

    record Complete(
            @NotNull Long fencingToken,
            @NotNull Map<String, Object> output,
            @NotNull @Min(0) @Max(1_000_000_000_000L) Long tokensUsed,
            @Size(max = 100) List<Object> artifacts) {}

    record Accepted(UUID stepId, UUID taskId, String state) {}

    @POST
    @Path("/{stepId}/complete")
    @PermissionsAllowed(Permission.WORK_CLAIM)
    public Uni<Accepted> complete(UUID stepId, @NotNull @Valid Complete request) {
        var artifacts = Optional.ofNullable(request.artifacts()).orElse(List.of());
        return Outputs.result(request.output(), request.tokensUsed(), artifacts)
                .map(result -> work.complete(agent(), stepId, request.fencingToken(), result))
                .orElseThrow(() -> ApiException.unprocessable("output", "must not contain the character U+0000"))
                .map(outcome -> accepted(stepId, outcome));
    }

    record Fail(
            @NotNull Long fencingToken,
            @NotNull @Size(max = MAX_ERROR) String error,
            Boolean retryable) {}

    @POST
    @Path("/{stepId}/fail")
    @PermissionsAllowed(Permission.WORK_CLAIM)
    public Uni<Accepted> fail(UUID stepId, @NotNull @Valid Fail request) {
        var error = request.error().replace("\0", "");
        var retryable = !Boolean.FALSE.equals(request.retryable());
        return work.fail(agent(), stepId, request.fencingToken(), error, retryable)
                .map(outcome -> accepted(stepId, outcome));
    }

    private Caller agent() {
        return caller.get();
    }

    private static Accepted accepted(UUID stepId, ResultOutcome outcome) {
        return switch (outcome) {
            case ResultOutcome.Taken(var step, var task, var state) -> new Accepted(step, task, state);
            case ResultOutcome.Late(var why) -> throw late(why);
            case ResultOutcome.UnknownStep() -> throw ApiException.notFound("Step " + stepId);
        };
    }

    private static ApiException late(String why) {
        return ApiException.of(ErrorCode.STATE_CONFLICT, why);
    }
}
