package io.golden.auth.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The rows of the next seal: as many as fit, but all of a transaction or none. */
final class Batch {
    private static final int ENOUGH = 1_000;

    private final Horizon now;
    private final List<AuditRow> rows = new ArrayList<>();
    private OptionalLong cut = OptionalLong.empty();

    Batch(Horizon now) {
        this.now = now;
    }

    /** Takes a row, in the order of transactions; false when this one must wait for the next seal. */
    boolean take(AuditRow row) {
        if (!now.sees(row.writtenIn())) {
            return true;
        }
        if (rows.size() >= ENOUGH && rows.getLast().writtenIn() != row.writtenIn()) {
            cut = OptionalLong.of(row.writtenIn());
            return false;
        }
        rows.add(row);
        return true;
    }

    List<AuditRow> rows() {
        return rows;
    }

    /** Whether rows were left for the next seal. */
    boolean isFull() {
        return cut.isPresent();
    }

    Horizon horizonAfter(Horizon before) {
        return before.advance(now, cut);
    }
}
