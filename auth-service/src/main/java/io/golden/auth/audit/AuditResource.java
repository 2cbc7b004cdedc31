package io.golden.auth.audit;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import io.golden.data.background.VirtualThreads;
import io.golden.data.sql.Transactions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.RestResponse;

/** The audit log over HTTP. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
final class AuditResource {
    /** Each takes a connection and a good part of a processor for seconds. */
    private static final int MOST_VERIFYING = 2;

    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Semaphore verifying = new Semaphore(MOST_VERIFYING);
    private final Transactions transactions;
    private final AuditLog log;
    private final Verifier verifier;
    private final CurrentCaller caller;

    AuditResource(Transactions transactions, AuditLog log, Verifier verifier, CurrentCaller caller) {
        this.transactions = transactions;
        this.log = log;
        this.verifier = verifier;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.AUDIT_VIEW)
    public Uni<RestResponse<List<AuditEntryView>>> search(
            @QueryParam("user_id") String userId,
            @QueryParam("action") String action,
            @QueryParam("resource_type") String resourceType,
            @QueryParam("resource_id") String resourceId,
            @QueryParam("request_id") String requestId,
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @BeanParam PageRequest paging,
            @Context UriInfo uri) {
        var filter = new AuditFilter(
                caller.get().tenants(),
                Parameters.text("user_id", userId),
                Parameters.text("action", action),
                Parameters.text("resource_type", resourceType),
                Parameters.text("resource_id", resourceId),
                Parameters.text("request_id", requestId),
                Parameters.time("since", since),
                Parameters.time("until", until));
        var page = paging.page();
        return transactions
                .run(tx -> log.list(tx, filter, page)
                        .chain(rows -> page.count()
                                ? log.count(tx, filter, page).map(total -> new Found(rows, Optional.of(total)))
                                : Uni.createFrom().item(new Found(rows, Optional.empty()))))
                .map(found -> Lists.of(uri, page, found.views(), AuditResource::place, found.total()));
    }

    @GET
    @Path("/verify")
    @PermissionsAllowed(Permission.AUDIT_VIEW)
    public Uni<RestResponse<Verification>> verify(
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        // The chain is everybody's: what is wrong with it cannot be told by tenant.
        if (!(caller.get().tenants() instanceof Tenants.All)) {
            throw ApiException.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
        }
        var question = new Verifier.Question(
                Parameters.time("since", since), Parameters.time("until", until), Parameters.number("cursor", cursor));
        if (!verifying.tryAcquire()) {
            throw ApiException.unavailable("The audit log is being verified already", BUSY);
        }
        return Uni.createFrom()
                .item(() -> verifier.verify(question))
                .runSubscriptionOn(VirtualThreads.EXECUTOR)
                .onTermination()
                .invoke(verifying::release)
                .map(answer -> answer(answer, uri));
    }

    private static RestResponse<Verification> answer(Verifier.Answer answer, UriInfo uri) {
        var response = RestResponse.ResponseBuilder.ok(answer.found());
        answer.next().ifPresent(number -> {
            var target = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", number)
                    .build();
            response.header(
                    HttpHeaders.LINK, "<" + target.getRawPath() + "?" + target.getRawQuery() + ">; rel=\"next\"");
        });
        return response.build();
    }

    private static Cursor place(AuditEntryView row) {
        return new Cursor(row.createdAt(), row.id().toString());
    }

    private record Found(List<AuditRow> rows, Optional<Long> total) {
        List<AuditEntryView> views() {
            return rows.stream().map(AuditEntryView::of).toList();
        }
    }
}
