package io.golden.auth.session;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.error.ApiException;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** One's own sessions; with {@code user.manage} and {@code user_id} another user's. */
@Path("/api/v1/auth/sessions")
@Produces(MediaType.APPLICATION_JSON)
final class SessionListResource {
    private final SessionAdministration sessions;
    private final SessionCookies cookies;
    private final CurrentCaller caller;

    SessionListResource(SessionAdministration sessions, SessionCookies cookies, CurrentCaller caller) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.caller = caller;
    }

    @GET
    @Authenticated
    public Uni<RestResponse<List<SessionView>>> list(
            @QueryParam("user_id") Optional<UUID> userId, @BeanParam PageRequest paging, @Context UriInfo uri) {
        var page = paging.page();
        return sessions.list(caller.get(), userId, page)
                .map(found -> Lists.of(uri, page, found.sessions(), SessionView::place, found.total()));
    }

    @GET
    @Path("/{id}")
    @Authenticated
    public Uni<SessionView> find(UUID id, @QueryParam("user_id") Optional<UUID> userId) {
        return sessions.find(caller.get(), userId, id).map(found -> found.orElseThrow(() -> missing(id)));
    }

    @DELETE
    @Authenticated
    public Uni<RestResponse<Void>> endAll(@QueryParam("user_id") Optional<UUID> userId) {
        return sessions.endAll(caller.get(), userId)
                .map(_ -> userId.isEmpty() ? cookies.cleared() : RestResponse.noContent());
    }

    @DELETE
    @Path("/{id}")
    @Authenticated
    public Uni<RestResponse<Void>> end(UUID id, @QueryParam("user_id") Optional<UUID> userId) {
        var current = caller.get().sessionId().filter(id::equals).isPresent();
        return sessions.end(caller.get(), userId, id).map(found -> {
            if (!found) {
                throw missing(id);
            }
            return current ? cookies.cleared() : RestResponse.noContent();
        });
    }

    private static ApiException missing(UUID id) {
        return ApiException.notFound("Session " + id);
    }
}
