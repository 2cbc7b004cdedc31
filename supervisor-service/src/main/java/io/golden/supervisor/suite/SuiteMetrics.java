package io.golden.supervisor.suite;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks every replica of every service for its metrics; who does not answer is missing, and {@code up} says so. */
@ApplicationScoped
class SuiteMetrics {
    private final Members members;

    SuiteMetrics(Members members) {
        this.members = members;
    }

    private record Scraped(String service, URI replica, Optional<String> text) {}

    Uni<String> merged() {
        var asked = new ArrayList<Uni<Scraped>>();
        for (var member : members.all()) {
            for (var replica : member.replicas()) {
                asked.add(members.get(replica, "/metrics", "text/plain")
                        .map(answer -> Optional.of(answer.body()).filter(_ -> answer.status() == 200))
                        .onFailure()
                        .recoverWithItem(Optional.empty())
                        .map(text -> new Scraped(member.name(), replica, text)));
            }
        }
        return asked.isEmpty()
                ? Uni.createFrom().item("")
                : Uni.join().all(asked).andFailFast().map(SuiteMetrics::merge);
    }

    private static String merge(List<Scraped> all) {
        var merge = new MetricsMerge();
        for (var scraped : all) {
            var instance = scraped.replica().getAuthority();
            merge.add(
                    scraped.service(),
                    instance,
                    "# TYPE up gauge\nup " + (scraped.text().isPresent() ? 1 : 0));
            scraped.text().ifPresent(text -> merge.add(scraped.service(), instance, text));
        }
        return merge.text();
    }
}
