package io.golden.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code BUDGET_DEFAULT_LIMIT} and the pace of what runs in the background. */
@ConfigMapping(prefix = "budget")
public interface BudgetConfig {
    /** Tokens of a project nobody configured. */
    @WithDefault("100000")
    long defaultLimit();

    /** How often expired reservations are closed. They stop counting at once; closing only tidies up. */
    @WithDefault("5s")
    Duration sweepEvery();

    /** Reservations closed by one statement. */
    @WithDefault("500")
    int sweepBatch();

    /** How often each replica recomputes every balance from the ledger. */
    @WithDefault("10m")
    Duration checkEvery();
}
