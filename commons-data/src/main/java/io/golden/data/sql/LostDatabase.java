package io.golden.data.sql;

import io.golden.commons.error.LostDependency;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes a 503 of a query outside {@link Transactions} that found no database. */
@ApplicationScoped
class LostDatabase implements LostDependency {
    @Override
    public boolean explains(Throwable fault) {
        return DatabaseFailures.isPassing(fault);
    }
}
