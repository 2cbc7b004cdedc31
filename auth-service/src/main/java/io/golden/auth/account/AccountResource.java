package io.golden.auth.account;

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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** Service accounts over HTTP. */
@Path("/api/v1/service-accounts")
@Produces(MediaType.APPLICATION_JSON)
final class AccountResource {
    private final Accounts accounts;
    private final CurrentCaller caller;

    AccountResource(Accounts accounts, CurrentCaller caller) {
        this.accounts = accounts;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.USER_MANAGE)
    public Uni<RestResponse<List<AccountView>>> listAccounts(
            @QueryParam("role") @Pattern(regexp = "agent|service", message = "must be agent or service") String role,
            @BeanParam PageRequest request,
            UriInfo uri) {
        var who = caller.get();
        var wanted = Optional.ofNullable(role);
        var page = request.page();
        return accounts.list(who, wanted, page).chain(found -> {
            Uni<Optional<Long>> total = page.count()
                    ? accounts.count(who, wanted).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty());
            return total.map(count -> Lists.of(uri, page, found, AccountResource::cursor, count));
        });
    }

    private static Cursor cursor(AccountView account) {
        return new Cursor(account.createdAt(), account.id().toString());
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.USER_MANAGE)
    public Uni<AccountView> findAccount(UUID id) {
        return accounts.find(caller.get(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    @POST
    @PermissionsAllowed(Permission.USER_MANAGE)
    @APIResponseSchema(value = CreatedAccount.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<CreatedAccount>> createAccount(
            @HeaderParam(Idempotency.KEY) String key, @NotNull @Valid AccountRequest request) {
        return accounts.create(caller.get(), Optional.ofNullable(key), request).map(outcome -> switch (outcome) {
            case AccountOutcome.Created(var account, var replayed) -> {
                var answer = ResponseBuilder.create(Status.CREATED, account)
                        .header("Location", "/api/v1/service-accounts/" + account.id());
                yield Idempotency.answer(answer, replayed);
            }
            case AccountOutcome.Taken() ->
                throw ApiException.of(ErrorCode.STATE_CONFLICT, "The name " + request.name() + " is taken");
        });
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.USER_MANAGE)
    public Uni<RestResponse<Void>> deleteAccount(UUID id) {
        return accounts.delete(caller.get(), id).map(deleted -> {
            if (!deleted) {
                throw unknown(id);
            }
            return RestResponse.noContent();
        });
    }

    private static ApiException unknown(UUID id) {
        return ApiException.notFound("Service account " + id);
    }
}
