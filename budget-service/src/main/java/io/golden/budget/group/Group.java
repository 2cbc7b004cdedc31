package io.golden.budget.group;

import java.util.List;

/**
 * Requests that one statement decides.
 *
 * @param shared whether several tenants may be in it
 * @param tries how often it was tried before
 */
record Group<Q, A>(List<Waiting<Q, A>> members, boolean shared, int tries) {
    int size() {
        return members.size();
    }

    Group<Q, A> again() {
        return new Group<>(members, shared, tries + 1);
    }

    Group<Q, A> part(int from, int to) {
        return new Group<>(members.subList(from, to), shared, 0);
    }

    List<Q> requests() {
        return members.stream().map(Waiting::request).toList();
    }

    List<String> tenants() {
        return members.stream().map(Waiting::tenant).distinct().toList();
    }
}
