package io.golden.supervisor.escalation;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.http.Idempotency;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
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

/** The escalations API. */
@Path("/api/v1/escalations")
@Produces(MediaType.APPLICATION_JSON)
class EscalationResource {
    private final Escalations escalations;
    private final CurrentCaller caller;

    EscalationResource(Escalations escalations, CurrentCaller caller) {
        this.escalations = escalations;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.ESCALATION_VIEW)
    public Uni<RestResponse<List<Escalation>>> list(
            @QueryParam("resolved") String resolved, @BeanParam PageRequest request, @Context UriInfo uri) {
        var page = request.page();
        var wanted = parse(resolved);
        var rows = escalations.list(caller.get(), wanted, page);
        var total = page.count()
                ? escalations.count(caller.get(), wanted).map(Optional::of)
                : Uni.createFrom().item(Optional.<Long>empty());
        return Uni.combine()
                .all()
                .unis(rows, total)
                .asTuple()
                .map(both -> Lists.of(uri, page, both.getItem1(), EscalationResource::place, both.getItem2()));
    }

    @GET
    @Path("{id}")
    @PermissionsAllowed(Permission.ESCALATION_VIEW)
    public Uni<RestResponse<Escalation>> find(UUID id) {
        return escalations.find(caller.get(), id).map(outcome -> answer(id, outcome));
    }

    @POST
    @PermissionsAllowed(Permission.ESCALATION_CREATE)
    @APIResponseSchema(value = Escalation.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<Escalation>> create(
            @HeaderParam(Idempotency.KEY) String key, @NotNull @Valid NewEscalation wish) {
        return escalations
                .create(caller.get(), wish, Optional.ofNullable(key))
                .map(once -> Idempotency.answer(
                        RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, once.result()),
                        once.replayed()));
    }

    @POST
    @Path("{id}/acknowledge")
    @PermissionsAllowed(Permission.ESCALATION_RESOLVE)
    public Uni<RestResponse<Escalation>> acknowledge(UUID id) {
        return escalations.acknowledge(caller.get(), id).map(outcome -> answer(id, outcome));
    }

    @POST
    @Path("{id}/resolve")
    @PermissionsAllowed(Permission.ESCALATION_RESOLVE)
    public Uni<RestResponse<Escalation>> resolve(UUID id, @NotNull @Valid Resolution resolution) {
        return escalations.resolve(caller.get(), id, resolution).map(outcome -> answer(id, outcome));
    }

    private static Cursor place(Escalation escalation) {
        return new Cursor(escalation.createdAt(), escalation.id().toString());
    }

    private static RestResponse<Escalation> answer(UUID id, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var escalation) -> RestResponse.ok(escalation);
            case Outcome.Unknown() -> throw ApiException.notFound("Escalation " + id);
            case Outcome.AlreadyResolved(var escalation) ->
                throw ApiException.of(
                        ErrorCode.STATE_CONFLICT,
                        "Escalation " + id + " was resolved by "
                                + escalation.resolvedBy().orElse("somebody"));
        };
    }

    private static Optional<Boolean> parse(String resolved) {
        return switch (resolved) {
            case null -> Optional.empty();
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw ApiException.of(ErrorCode.INVALID_REQUEST, "resolved: must be true or false");
        };
    }
}
