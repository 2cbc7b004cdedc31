package io.golden.supervisor.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.golden.commons.client.ServiceTokens;
import io.golden.commons.configuration.ThisInstance;
import io.golden.commons.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Optional;

/** {@code GET /stats}: the suite in four numbers, asked of their services. Who does not answer is left out. */
@Path("/stats")
class StatsResource {
    private final Members members;
    private final ServiceTokens tokens;
    private final Pool pool;
    private final ThisInstance instance;

    StatsResource(Members members, ServiceTokens tokens, Pool pool, ThisInstance instance) {
        this.members = members;
        this.tokens = tokens;
        this.pool = pool;
        this.instance = instance;
    }

    /** What the suite has to do. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Stats(
            String version,
            Optional<Map<String, Object>> tasks,
            Optional<Long> unresolvedEscalations,
            Optional<Long> unresolvedDeadLetters) {}

    @GET
    @PermitAll
    @RateLimited(perMinute = 60)
    public Uni<Stats> stats() {
        var escalations = pool.query("select count(*) from escalations where state <> 'resolved'")
                .execute()
                .map(rows -> Optional.of(rows.iterator().next().getLong(0)))
                .onFailure()
                .recoverWithItem(Optional.empty());
        return Uni.combine()
                .all()
                .unis(
                        ask("orchestrator-service", "/api/v1/tasks/stats"),
                        escalations,
                        ask("dlq-service", "/api/v1/dlq/stats"))
                .asTuple()
                .map(all -> new Stats(
                        instance.version(),
                        all.getItem1().map(JsonObject::getMap),
                        all.getItem2(),
                        all.getItem3().map(letters -> letters.getLong("unresolved"))));
    }

    private Uni<Optional<JsonObject>> ask(String service, String path) {
        return members.api(service)
                .map(api -> tokens.current()
                        .chain(token ->
                                members.get(api, path, "application/json", Map.of("Authorization", "Bearer " + token)))
                        .map(answer -> answer.status() == 200
                                ? Optional.of(new JsonObject(answer.body()))
                                : Optional.<JsonObject>empty())
                        .onFailure()
                        .recoverWithItem(Optional.empty()))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
