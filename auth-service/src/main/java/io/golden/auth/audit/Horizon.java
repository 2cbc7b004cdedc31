package io.golden.auth.audit;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which transactions had ended at some moment: those with a number below the end, except the open ones. What had ended
 * can write no more rows, so a row belongs to the first seal whose horizon saw its transaction end.
 */
record Horizon(long end, SortedSet<Long> open) {
    static final Horizon START = new Horizon(0, new TreeSet<>());

    Horizon {
        open = new TreeSet<>(open);
    }

    static Horizon of(long end, Long[] open) {
        return new Horizon(end, new TreeSet<>(Arrays.asList(open)));
    }

    /** Reads {@code xmin:xmax:open,open,…}, as {@code pg_current_snapshot()} is printed. */
    static Horizon parse(String snapshot, long offset) {
        var parts = snapshot.split(":", -1);
        var open = new TreeSet<Long>();
        if (!parts[2].isEmpty()) {
            Arrays.stream(parts[2].split(",")).map(Long::valueOf).forEach(xid -> open.add(xid + offset));
        }
        return new Horizon(Long.parseLong(parts[1]) + offset, open);
    }

    boolean sees(long transaction) {
        return transaction < end && !open.contains(transaction);
    }

    /**
     * The horizon of the next seal.
     *
     * @param now what has ended by now
     * @param cut the first transaction that the seal has no room for; whatever is not below it waits for the seal after
     */
    Horizon advance(Horizon now, OptionalLong cut) {
        var limit = cut.orElse(Long.MAX_VALUE);
        var newEnd = Math.max(end, Math.min(limit, now.end));
        var waiting = new TreeSet<Long>();
        open.stream().filter(x -> x >= limit || !now.sees(x)).forEach(waiting::add);
        now.open.stream().filter(x -> x >= end && x < newEnd).forEach(waiting::add);
        return new Horizon(newEnd, waiting);
    }

    /** The open ones that have ended by now. */
    List<Long> endedSince(Horizon now) {
        return open.stream().filter(now::sees).toList();
    }
}
