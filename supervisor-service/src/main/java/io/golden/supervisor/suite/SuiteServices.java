package io.golden.supervisor.suite;

import io.golden.commons.health.HealthState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How the services are: every replica is asked whether it is ready, and one of each service how it feels. */
@ApplicationScoped
class SuiteServices {
    private final Members members;
    private final String self;

    SuiteServices(Members members, @ConfigProperty(name = "quarkus.application.name") String self) {
        this.members = members;
        this.self = self;
    }

    private record Named(String service, HealthState state) {}

    /** Each service's state by its name; all asked at once. */
    Uni<Map<String, HealthState>> states() {
        var asked = members.all().stream().map(this::ask).toList();
        return asked.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Uni.join().all(asked).andFailFast().map(all -> {
                    var states = new TreeMap<String, HealthState>();
                    all.forEach(named -> states.put(named.service(), named.state()));
                    return states;
                });
    }

    private Uni<Named> ask(Member member) {
        var questions = new ArrayList<Uni<HealthState>>();
        for (var replica : member.replicas()) {
            questions.add(members.get(replica, "/health/ready", "application/json")
                    .map(answer -> answer.status() == 200 ? HealthState.HEALTHY : HealthState.UNHEALTHY)
                    .onFailure()
                    .recoverWithItem(HealthState.UNHEALTHY));
        }
        // Asking ourselves how we feel would ask everybody again.
        var feels = member.api()
                .filter(_ -> !member.name().equals(self))
                .map(api -> members.get(api, "/health", "application/json")
                        .map(answer -> stateIn(answer.body()))
                        .onFailure()
                        .recoverWithItem(HealthState.UNHEALTHY))
                .orElseGet(() -> Uni.createFrom().item(HealthState.HEALTHY));
        return Uni.combine()
                .all()
                .unis(Uni.join().all(questions).andFailFast(), feels)
                .asTuple()
                .map(both -> new Named(member.name(), together(both.getItem1(), both.getItem2())));
    }

    /** Without a ready replica it is gone; with some of them missing, or in doubt itself, it is degraded. */
    static HealthState together(List<HealthState> replicas, HealthState feels) {
        long ready = replicas.stream().filter(HealthState.HEALTHY::equals).count();
        if (ready == 0) {
            return HealthState.UNHEALTHY;
        }
        return ready < replicas.size() || feels != HealthState.HEALTHY ? HealthState.DEGRADED : HealthState.HEALTHY;
    }

    private static HealthState stateIn(String body) {
        try {
            var status = new JsonObject(body).getString("status", "unhealthy");
            return HealthState.valueOf(status.toUpperCase(Locale.ROOT));
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            return HealthState.UNHEALTHY;
        }
    }
}
