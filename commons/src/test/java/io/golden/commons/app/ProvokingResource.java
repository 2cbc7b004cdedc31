package io.golden.commons.app;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.ratelimit.RateLimited;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Map;

@Path("/api/v1/provoke")
public class ProvokingResource {
    private final CurrentCaller caller;

    ProvokingResource(CurrentCaller caller) {
        this.caller = caller;
    }

    @POST
    @Path("/orders")
    @PermissionsAllowed(Permission.BUDGET_SPEND)
    public Uni<Order> order(@NotNull @Valid Order order) {
        return Uni.createFrom().item(order);
    }

    @POST
    @Path("/public-orders")
    @PermitAll
    public Uni<Order> publicOrder(@NotNull @Valid Order order) {
        return Uni.createFrom().item(order);
    }

    @GET
    @Path("/items/{number}")
    @PermitAll
    public Map<String, Object> item(@PathParam("number") long number, @QueryParam("size") @Max(9) Integer size) {
        return Map.of("number", number);
    }

    @GET
    @Path("/me")
    @Authenticated
    public Map<String, Object> me() {
        return Map.of("subject", caller.get().subject(), "address", caller.address());
    }

    @GET
    @Path("/virtual")
    @Authenticated
    @RunOnVirtualThread
    public Map<String, Object> virtual() {
        return Map.of(
                "subject",
                caller.get().subject(),
                "virtual",
                Thread.currentThread().isVirtual(),
                "request_id",
                Correlation.current().requestId(),
                "user",
                Correlation.current().userId().orElse(""));
    }

    @GET
    @Path("/limited")
    @PermitAll
    @RateLimited(perMinute = 3)
    public Map<String, Object> limited() {
        return Map.of("ok", true);
    }

    @GET
    @Path("/exempt")
    @PermitAll
    @RateLimited(perMinute = 0)
    public Map<String, Object> exempt() {
        return Map.of("ok", true);
    }

    @GET
    @Path("/undeclared")
    public Map<String, Object> undeclared() {
        return Map.of("ok", true);
    }

    /** What no resource may do: its Uni runs on the event loop. */
    @GET
    @Path("/asleep")
    @PermitAll
    public Uni<Map<String, Object>> asleep() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(50));
        return Uni.createFrom().item(Map.of("slept", true));
    }

    @GET
    @Path("/bug")
    @PermitAll
    public Uni<Map<String, Object>> bug() {
        return Uni.createFrom().failure(new IllegalStateException("select secret from io.golden.Table"));
    }

    @GET
    @Path("/away")
    @PermitAll
    public Map<String, Object> away() {
        throw ApiException.unavailable("The database does not answer", Duration.ofSeconds(7));
    }

    @GET
    @Path("/conflict")
    @PermitAll
    public Uni<Map<String, Object>> conflict() {
        return Uni.createFrom()
                .failure(ApiException.of(
                        ErrorCode.BUDGET_INSUFFICIENT,
                        "budget.insufficient: Available 1, Requested 2",
                        Map.of("a", 1)));
    }
}
