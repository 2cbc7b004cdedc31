package io.golden.budget.group;

import java.util.ArrayDeque;

/** The requests of one tenant that wait, in their order, and how many groups it has in flight. */
final class Lane<Q, A> {
    final ArrayDeque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    int inFlight;

    /** One of them has no other tenant in it. */
    boolean own;

    /** Its last group waited too long for a lock: until one succeeds it goes alone, so that no neighbour waits for it. */
    boolean suspect;
}
