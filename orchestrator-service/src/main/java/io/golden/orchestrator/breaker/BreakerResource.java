package io.golden.orchestrator.breaker;

import io.golden.commons.breaker.BreakerStatus;
import io.golden.commons.caller.Caller;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.ratelimit.RateLimited;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.breakers.SuiteBreakers;
import io.golden.data.breakers.SuiteBreakers.Reset;
import io.golden.data.sql.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The circuit breakers of every replica of every service. */
@Path("/api/v1")
@Startup
class BreakerResource {
    private static final int RESETS_PER_MINUTE = 5;

    private final SuiteBreakers breakers;
    private final Transactions transactions;
    private final Audit audit;
    private final CurrentCaller caller;
    private final Counter resets;

    BreakerResource(
            SuiteBreakers breakers,
            Transactions transactions,
            Audit audit,
            CurrentCaller caller,
            MeterRegistry registry) {
        this.breakers = breakers;
        this.transactions = transactions;
        this.audit = audit;
        this.caller = caller;
        this.resets = registry.counter("breaker.resets");
    }

    /** A breaker of one replica; {@code state} is {@code closed half_open open}. */
    record BreakerShown(String name, String service, String instance, String state) {
        static BreakerShown of(BreakerStatus status) {
            return new BreakerShown(
                    status.name(),
                    status.service(),
                    status.instance(),
                    status.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /** @param unanswered live replicas that did not answer in time */
    record Listing(List<BreakerShown> breakers, List<String> unanswered) {}

    @GET
    @Path("/circuit-breakers")
    @PermissionsAllowed(Permission.METRICS_VIEW)
    public Uni<Listing> listBreakers() {
        return breakers.list()
                .map(found -> new Listing(
                        found.breakers().stream().map(BreakerShown::of).toList(), found.unanswered()));
    }

    /**
     * @param breakers the names of those that were not closed
     * @param unanswered live replicas that did not answer in time
     */
    record Answer(String status, int resetCount, List<String> breakers, List<String> unanswered) {
        static Answer of(Reset reset) {
            var names = reset.breakers().stream()
                    .map(BreakerStatus::name)
                    .distinct()
                    .sorted()
                    .toList();
            return new Answer("success", reset.resetCount(), names, reset.unanswered());
        }
    }

    @POST
    @Path("/circuit-breakers/reset_all")
    @PermissionsAllowed(Permission.SYSTEM_ADMIN)
    @RateLimited(perMinute = RESETS_PER_MINUTE)
    public Uni<Answer> resetAll() {
        var by = caller.get();
        return breakers.resetAll()
                .call(reset -> record(by, "breakers.reset_all", "*", reset))
                .map(Answer::of);
    }

    @POST
    @Path("/circuit-breakers/{name}/reset")
    @PermissionsAllowed(Permission.SYSTEM_ADMIN)
    @RateLimited(perMinute = RESETS_PER_MINUTE)
    public Uni<Answer> reset(String name) {
        return resetNamed(name);
    }

    record Named(@NotBlank String name) {}

    /** Another name for the same. */
    @POST
    @Path("/admin/circuit-breaker/reset")
    @PermissionsAllowed(Permission.SYSTEM_ADMIN)
    @RateLimited(perMinute = RESETS_PER_MINUTE)
    public Uni<Answer> resetByBody(@NotNull @Valid Named request) {
        return resetNamed(request.name());
    }

    private Uni<Answer> resetNamed(String name) {
        var by = caller.get();
        return breakers.reset(name)
                .invoke(reset -> {
                    if (!reset.known()) {
                        throw ApiException.notFound("Circuit breaker " + name);
                    }
                })
                .call(reset -> record(by, "breakers.reset", name, reset))
                .map(Answer::of);
    }

    private Uni<Void> record(Caller by, String action, String name, Reset reset) {
        resets.increment();
        var details = Map.<String, Object>of(
                "reset_count", reset.resetCount(),
                "breakers", Answer.of(reset).breakers(),
                "unanswered", reset.unanswered());
        var entry = new AuditEntry(by.subject(), by.role(), action, "circuit_breaker", name, details);
        return transactions.run(tx -> audit.append(tx, entry));
    }
}
