package io.golden.supervisor.suite;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One service of the suite.
 *
 * @param api where its callers find it, any replica; absent when nobody told
 * @param replicas the management interface of each
 */
record Member(String name, Optional<URI> api, List<URI> replicas) {
    /** Reads {@code SUITE_MANAGEMENT_URLS}. */
    static List<Member> parse(String text, java.util.function.Function<String, Optional<URI>> api) {
        var members = new ArrayList<Member>();
        for (var entry : text.split(",", -1)) {
            var parts = entry.strip().split("=", 2);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new IllegalArgumentException(
                        "SUITE_MANAGEMENT_URLS must be service=http://host:port http://host:port,service=…");
            }
            var replicas = new ArrayList<URI>();
            for (var url : parts[1].strip().split("\\s+", -1)) {
                replicas.add(URI.create(url));
            }
            members.add(new Member(parts[0].strip(), api.apply(parts[0].strip()), List.copyOf(replicas)));
        }
        return List.copyOf(members);
    }
}
