package io.golden.orchestrator.advance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The numbers that bound a task's path. */
@ConfigMapping(prefix = "tasks")
public interface Limits {
    /** Tokens reserved for a step that names no estimate. */
    @WithDefault("1000")
    long stepDefaultTokens();

    /** How often a step is handed out before a human is asked. */
    @WithDefault("3")
    int stepMaxAttempts();

    /** How often one guard may send a task back before a human is asked. */
    @WithDefault("3")
    int maxAutoFixes();

    /** How long an agent has a step without a heartbeat. */
    @WithDefault("30s")
    Duration stepLease();

    /** The wait before a step's second attempt; doubled for each later one. */
    @WithDefault("1s")
    Duration stepBackoff();

    /** How long a reservation lives in budget-service, should nobody ever settle it. */
    @WithDefault("24h")
    Duration reservationTtl();

    /** How long a review waits for votes. */
    @WithDefault("3m")
    Duration reviewDeadline();

    /** How often the peer hub is asked about a review of which no result came. */
    @WithDefault("10s")
    Duration reviewAskInterval();

    /** How recently an agent must have been heard of to be a voter. */
    @WithDefault("2m")
    Duration agentActive();

    /** How long a task waits for three voters, after a restart say, before it asks a human. */
    @WithDefault("15s")
    Duration votersGrace();

    /** How long one advancer has a task before another may take it. */
    @WithDefault("30s")
    Duration advanceLease();

    /** How often the rows are looked at for what no wake-up told. */
    @WithDefault("500ms")
    Duration sweepInterval();

    /** Tasks advanced at once by this replica. */
    @WithDefault("16")
    int advanceConcurrency();

    /** Wall clock of one evidence run in the sandbox. */
    @WithDefault("30s")
    Duration sandboxTimeout();
}
