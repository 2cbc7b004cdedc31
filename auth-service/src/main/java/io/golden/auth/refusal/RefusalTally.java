package io.golden.auth.refusal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many attempts were refused, of whom and from where. Bounded: of too many names the rest is counted together. */
final class RefusalTally {
    private static final int MOST = 500;
    private static final Who EVERYBODY_ELSE = new Who("(others)", "(several)");

    private final InstantSource clock;
    private final Map<Who, Refused> refused = new LinkedHashMap<>();

    RefusalTally() {
        this(InstantSource.system());
    }

    RefusalTally(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void count(String username, String address) {
        var now = clock.instant();
        add(new Refused(username, address, 1, now, now));
    }

    synchronized void putBack(Refused many) {
        add(many);
    }

    synchronized List<Refused> take() {
        var all = new ArrayList<>(refused.values());
        refused.clear();
        return all;
    }

    private void add(Refused many) {
        var who = new Who(many.username(), many.address());
        var counted = refused.size() < MOST || refused.containsKey(who) ? who : EVERYBODY_ELSE;
        refused.merge(counted, many.of(counted), Refused::plus);
    }

    private record Who(String username, String address) {}

    /** Attempts of one user from one address. */
    record Refused(String username, String address, long times, Instant first, Instant last) {
        private Refused of(Who who) {
            return new Refused(who.username(), who.address(), times, first, last);
        }

        private Refused plus(Refused more) {
            return new Refused(
                    username,
                    address,
                    times + more.times,
                    first.isBefore(more.first) ? first : more.first,
                    last.isAfter(more.last) ? last : more.last);
        }
    }
}
