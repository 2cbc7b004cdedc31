package io.golden.orchestrator.guard;

import io.golden.orchestrator.review.Review;
import io.golden.orchestrator.sandbox.SandboxRun;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepState;
import io.golden.orchestrator.step.StepType;
import io.golden.orchestrator.task.Task;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that is known about a task at one moment, read in one snapshot of the rows.
 *
 * @param steps in order of position
 * @param waivers what humans let pass
 * @param lastResolved when a human last decided about this task
 * @param now the database's clock, which all replicas share
 */
public record Facts(
        Task task,
        List<Step> steps,
        List<SandboxRun> runs,
        List<Review> reviews,
        List<Waiver> waivers,
        Optional<Instant> lastResolved,
        Instant now) {

    /** A human's "go on" for one guard at one content; the hash is empty where there was no content. */
    public record Waiver(String guard, String contentHash, String by) {}

    /** The latest step that wrote the program. */
    public Optional<Step> author() {
        return latestDone(StepType::writesContent);
    }

    /** The latest step that wrote tests. */
    public Optional<Step> tester() {
        return latestDone(t -> t == StepType.TEST);
    }

    /** The hash of the program as it stands; empty when there is none. */
    public Optional<String> contentHash() {
        return author().flatMap(Step::contentHash);
    }

    public Optional<String> testsHash() {
        return tester().flatMap(Step::contentHash);
    }

    public Optional<SandboxRun> run(SandboxRun.Kind kind, String contentHash, String testsHash) {
        return runs.stream()
                .filter(r -> r.kind() == kind
                        && r.contentHash().equals(contentHash)
                        && r.testsHash().equals(testsHash))
                .findFirst();
    }

    /**
     * The latest round at this content that still counts: a review step added later, or a human's decision taken
     * later, asks for a round of its own.
     */
    public Optional<Review> review(String contentHash) {
        var asked = steps.stream()
                .filter(s -> s.type() == StepType.REVIEW && s.state() != StepState.CANCELLED)
                .map(Step::createdAt);
        var since = Stream.concat(asked, lastResolved.stream()).max(Comparator.naturalOrder());
        return latestReview(contentHash)
                .filter(r -> since.isEmpty() || !r.createdAt().isBefore(since.get()));
    }

    /** The latest round at this content, whatever happened since. */
    public Optional<Review> latestReview(String contentHash) {
        return reviews.stream()
                .filter(r -> r.contentHash().equals(contentHash))
                .max(Comparator.comparingInt(Review::round));
    }

    public Optional<Waiver> waiver(String guard) {
        var hash = contentHash().orElse("");
        return waivers.stream()
                .filter(w -> w.guard().equals(guard))
                // Money is not a matter of the content: who lets a task spend more means the task.
                .filter(w -> w.contentHash().equals(hash) || guard.equals(Guards.BUDGET_AVAILABLE))
                .findFirst();
    }

    /** How many steps this guard's refusals added since a human last decided. */
    public long autoFixes(String guard) {
        return steps.stream()
                .filter(s -> s.guard().equals(Optional.of(guard)))
                .filter(s -> lastResolved.isEmpty() || s.createdAt().isAfter(lastResolved.get()))
                .count();
    }

    private Optional<Step> latestDone(Predicate<StepType> type) {
        return steps.stream()
                .filter(s -> s.state() == StepState.DONE && type.test(s.type()))
                .max(Comparator.comparingInt(Step::position));
    }
}
