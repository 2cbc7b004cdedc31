package io.golden.budget.group;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Who goes next. Tenants with little to do share groups, two of which are in flight at most. A tenant that has one in
 * flight already, or a queue, has groups of its own, one at a time: a second would wait for the locks of the first, and
 * both be smaller. Not thread-safe.
 */
final class Lanes<Q, A> {
    static final int LARGEST_GROUP = 256;
    private static final int MOST_SHARED = 2;
    private static final int MOST_ALONE = 4;
    private static final int QUEUE = 32;
    private static final int MOST_SUSPECTS = 1_000;

    /** Tenants that wait for something or have something in flight. Those that went last stand last. */
    private final LinkedHashMap<String, Lane<Q, A>> lanes = new LinkedHashMap<>();

    private int waiting;
    private int sharedInFlight;
    private int aloneInFlight;

    int waiting() {
        return waiting;
    }

    void add(Waiting<Q, A> request) {
        lane(request.tenant()).waiting.add(request);
        waiting++;
    }

    /** The next group that may go now. */
    Optional<Group<Q, A>> next() {
        if (waiting == 0) {
            return Optional.empty();
        }
        var group = alone().or(this::shared);
        group.ifPresent(this::launched);
        return group;
    }

    private Optional<Group<Q, A>> alone() {
        if (aloneInFlight >= MOST_ALONE) {
            return Optional.empty();
        }
        for (var entry : lanes.entrySet()) {
            var lane = entry.getValue();
            if (!lane.waiting.isEmpty() && goesAlone(lane) && !lane.own) {
                var members = new ArrayList<Waiting<Q, A>>();
                take(lane, members, new HashSet<>());
                lanes.putLast(entry.getKey(), lane);
                return Optional.of(new Group<>(members, false, 0));
            }
        }
        return Optional.empty();
    }

    private Optional<Group<Q, A>> shared() {
        if (sharedInFlight >= MOST_SHARED) {
            return Optional.empty();
        }
        var members = new ArrayList<Waiting<Q, A>>();
        var identities = new HashSet<Object>();
        for (var lane : lanes.values()) {
            if (!goesAlone(lane)) {
                take(lane, members, identities);
            }
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(new Group<>(members, true, 0));
    }

    private static boolean goesAlone(Lane<?, ?> lane) {
        return lane.inFlight > 0 || lane.suspect || lane.waiting.size() > QUEUE;
    }

    /** A second request of the same identity has to see what became of the first: it goes with a later group. */
    private void take(Lane<Q, A> lane, List<Waiting<Q, A>> members, HashSet<Object> identities) {
        while (members.size() < LARGEST_GROUP
                && !lane.waiting.isEmpty()
                && identities.add(lane.waiting.peek().identity())) {
            members.add(lane.waiting.poll());
            waiting--;
        }
    }

    private void launched(Group<Q, A> group) {
        count(group, 1);
    }

    /** A group is over; tenants that have nothing left are forgotten. */
    void landed(Group<Q, A> group, Landing landing) {
        if (landing == Landing.SEPARATE) {
            group.members().reversed().forEach(member -> {
                lane(member.tenant()).waiting.addFirst(member);
                waiting++;
            });
        }
        count(group, -1);
        for (var tenant : group.tenants()) {
            var lane = lane(tenant);
            lane.suspect = landing != Landing.ANSWERED;
            if (lane.inFlight == 0 && lane.waiting.isEmpty() && (!lane.suspect || lanes.size() > MOST_SUSPECTS)) {
                lanes.remove(tenant);
            }
        }
    }

    private void count(Group<Q, A> group, int difference) {
        var tenants = group.tenants();
        for (var tenant : tenants) {
            var lane = lane(tenant);
            lane.inFlight += difference;
            if (tenants.size() == 1) {
                lane.own = difference > 0;
            }
        }
        if (group.shared()) {
            sharedInFlight += difference;
        } else {
            aloneInFlight += difference;
        }
    }

    private Lane<Q, A> lane(String tenant) {
        return lanes.computeIfAbsent(tenant, _ -> new Lane<>());
    }
}
