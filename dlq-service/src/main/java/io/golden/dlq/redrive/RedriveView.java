package io.golden.dlq.redrive;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A redrive as its caller sees it.
 *
 * @param filter as it was given
 * @param reason why it stopped by itself
 * @param total messages in the set, as it was when the job was made
 * @param done acknowledged by their consumer and not dead again
 * @param failedAgain sent, and dead letters once more
 * @param skipped resolved by somebody meanwhile, lost, without a stream, or with three lives behind them
 * @param left still to be sent
 */
record RedriveView(
        UUID id,
        String state,
        String reason,
        String note,
        RedriveRequest.Filter filter,
        int ratePerSecond,
        boolean canary,
        boolean force,
        String createdBy,
        Instant createdAt,
        Optional<Instant> finishedAt,
        int total,
        int sent,
        int done,
        int failedAgain,
        int skipped,
        int left) {
    static RedriveView of(Redrive job, RedriveRequest.Filter filter, RedriveProgress.Counts counts) {
        return new RedriveView(
                job.id(),
                job.state().wire(),
                job.reason(),
                job.note(),
                filter,
                job.ratePerSecond(),
                job.canary(),
                job.force(),
                job.createdBy(),
                job.createdAt(),
                job.finishedAt(),
                job.total(),
                counts.sent(),
                counts.done(),
                counts.failedAgain(),
                counts.skipped(),
                counts.left());
    }
}
