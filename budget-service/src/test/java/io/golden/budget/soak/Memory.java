package io.golden.budget.soak;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the clients were told, to be held against the database afterwards. */
final class Memory {
    /** What is known of one reservation. */
    static final class Fate {
        final String requestId;
        final long requested;
        final long available;
        volatile long allocated;
        volatile Commit commit;
        volatile boolean released;

        Fate(String requestId, long requested, long available) {
            this.requestId = requestId;
            this.requested = requested;
            this.available = available;
            this.allocated = requested;
        }
    }

    record Commit(long tokens, long returned, boolean overdraft, boolean late) {}

    final Map<UUID, Fate> fates = new ConcurrentHashMap<>();

    /** Request ids that were refused and not asked for again. */
    final Map<String, Boolean> refused = new ConcurrentHashMap<>();

    final AtomicLong operations = new AtomicLong();
    final AtomicLong repeated = new AtomicLong();
    final AtomicLong unanswered = new AtomicLong();
}
