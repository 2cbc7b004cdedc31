package io.golden.auth.user;

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
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** People over HTTP. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
final class UserResource {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Users users;
    private final CurrentCaller caller;

    UserResource(Users users, CurrentCaller caller) {
        this.users = users;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.USER_MANAGE)
    public Uni<RestResponse<List<UserView>>> listUsers(
            @QueryParam("role") @Pattern(regexp = UserRules.ROLE, message = UserRules.ROLE_RULE) String role,
            @QueryParam("enabled") @Pattern(regexp = "true|false", message = "must be true or false") String enabled,
            @QueryParam("q") @Pattern(regexp = "[^\\x00]*", message = "must not contain the character U+0000")
                    String text,
            @BeanParam PageRequest request,
            UriInfo uri) {
        var filter = new UserQueries.Filter(
                List.of(caller.get().tenants().filter()),
                Optional.ofNullable(role),
                Optional.ofNullable(enabled).map(Boolean::parseBoolean),
                Optional.ofNullable(text).filter(t -> !t.isBlank()));
        var page = request.page();
        return users.list(filter, page).chain(found -> {
            Uni<Optional<Long>> total = page.count()
                    ? users.count(filter).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty());
            var views = found.stream().map(UserView::of).toList();
            return total.map(count -> Lists.of(uri, page, views, UserResource::cursor, count));
        });
    }

    private static Cursor cursor(UserView user) {
        return new Cursor(user.createdAt(), user.id().toString());
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.USER_MANAGE)
    public Uni<UserView> findUser(UUID id) {
        return users.find(caller.get(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    @POST
    @PermissionsAllowed(Permission.USER_MANAGE)
    @APIResponseSchema(value = UserView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<UserView>> createUser(
            @HeaderParam(Idempotency.KEY) String key, @NotNull @Valid UserRequest request) {
        return users.create(caller.get(), Optional.ofNullable(key), request).map(outcome -> switch (outcome) {
            case UserOutcome.Created(var once) -> {
                var user = once.result();
                var answer =
                        ResponseBuilder.create(Status.CREATED, user).header("Location", "/api/v1/users/" + user.id());
                yield Idempotency.answer(answer, once.replayed());
            }
            default -> throw refusal(outcome, "");
        });
    }

    @PATCH
    @Path("/{id}")
    @PermissionsAllowed(Permission.USER_MANAGE)
    public Uni<UserView> changeUser(UUID id, @NotNull @Valid UserChange change) {
        return users.change(caller.get(), id, change).map(outcome -> switch (outcome) {
            case UserOutcome.Changed(var user) -> user;
            default -> throw refusal(outcome, id.toString());
        });
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.USER_MANAGE)
    public Uni<RestResponse<Void>> deleteUser(UUID id) {
        return users.delete(caller.get(), id).map(outcome -> switch (outcome) {
            case UserOutcome.Deleted() -> RestResponse.noContent();
            default -> throw refusal(outcome, id.toString());
        });
    }

    @POST
    @Path("/{id}/unlock")
    @PermissionsAllowed(Permission.USER_MANAGE)
    @APIResponse(responseCode = "204", description = "No Content")
    public Uni<RestResponse<Void>> unlockUser(UUID id) {
        return users.unlock(caller.get(), id).map(found -> {
            if (!found.orElseThrow(() -> unknown(id))) {
                throw ApiException.unavailable(
                        "The user may log in for now, but Redis is away and may remember the lock: try again later",
                        RETRY);
            }
            return RestResponse.noContent();
        });
    }

    private static ApiException refusal(UserOutcome outcome, String id) {
        return switch (outcome) {
            case UserOutcome.Taken(var what) -> ApiException.of(ErrorCode.STATE_CONFLICT, what + " is taken");
            case UserOutcome.LastAdmin() ->
                ApiException.of(
                        ErrorCode.STATE_CONFLICT,
                        "This is the last enabled admin for all tenants: make another one first");
            case UserOutcome.Unknown() -> ApiException.notFound("User " + id);
            case UserOutcome.Created _, UserOutcome.Changed _, UserOutcome.Deleted _ ->
                throw new IllegalStateException("not a refusal: " + outcome);
        };
    }

    private static ApiException unknown(UUID id) {
        return ApiException.notFound("User " + id);
    }
}
