package io.golden.dlq.redrive;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Lists;
import io.golden.commons.page.Page;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Redrives over HTTP. */
@Path("/api/v1/dlq")
@Produces(MediaType.APPLICATION_JSON)
class RedriveResource {
    /** What became of each is counted when it is asked for: a page is short, and {@code Link} leads to the next. */
    private static final int MOST_A_PAGE = 50;

    private final Redriving redriving;
    private final CurrentCaller caller;

    RedriveResource(Redriving redriving, CurrentCaller caller) {
        this.redriving = redriving;
        this.caller = caller;
    }

    @POST
    @Path("/redrive")
    @PermissionsAllowed(Permission.DLQ_RESOLVE)
    @APIResponseSchema(value = RedriveView.class, responseCode = "202", responseDescription = "Accepted")
    public Uni<RestResponse<RedriveView>> create(
            @HeaderParam("Idempotency-Key") String key, @NotNull @Valid RedriveRequest request) {
        request.check();
        return redriving.create(caller.get(), Optional.ofNullable(key), request).map(once -> {
            var answer = RestResponse.ResponseBuilder.<RedriveView>create(RestResponse.Status.ACCEPTED)
                    .entity(once.result())
                    .header("Location", "/api/v1/dlq/redrives/" + once.result().id());
            if (once.replayed()) {
                answer.header("Idempotent-Replayed", "true");
            }
            return answer.build();
        });
    }

    @GET
    @Path("/redrives")
    @PermissionsAllowed(Permission.DLQ_READ)
    public Uni<RestResponse<List<RedriveView>>> list(@BeanParam PageRequest paging, @Context UriInfo uri) {
        var asked = paging.page();
        var page = new Page(Math.min(asked.limit(), MOST_A_PAGE), asked.offset(), asked.cursor(), asked.count());
        var reader = caller.get();
        return redriving
                .list(reader, page)
                .chain(found -> (page.count()
                                ? redriving.count(reader).map(Optional::of)
                                : Uni.createFrom().item(Optional.<Long>empty()))
                        .map(total -> Lists.of(uri, page, found, RedriveResource::place, total)));
    }

    @GET
    @Path("/redrives/{id}")
    @PermissionsAllowed(Permission.DLQ_READ)
    public Uni<RedriveView> find(UUID id) {
        return redriving.find(caller.get(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    @POST
    @Path("/redrives/{id}/cancel")
    @PermissionsAllowed(Permission.DLQ_RESOLVE)
    public Uni<RedriveView> cancel(UUID id) {
        return redriving.cancel(caller.get(), id).map(outcome -> switch (outcome) {
            case Redriving.Cancelling.Cancelled(var redrive) -> redrive;
            case Redriving.Cancelling.AlreadyOver(var state) ->
                throw ApiException.of(ErrorCode.STATE_CONFLICT, "Redrive %s is %s".formatted(id, state));
            case Redriving.Cancelling.Unknown() -> throw unknown(id);
        });
    }

    private static Cursor place(RedriveView redrive) {
        return new Cursor(redrive.createdAt(), redrive.id().toString());
    }

    private static ApiException unknown(UUID id) {
        return ApiException.notFound("Redrive " + id);
    }
}
