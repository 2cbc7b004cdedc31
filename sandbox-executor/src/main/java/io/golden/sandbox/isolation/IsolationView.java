package io.golden.sandbox.isolation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code GET /api/v1/sandbox/isolation} shows.
 *
 * @param complete whether code is run at all
 * @param missing what keeps it from being run, with the package or the kernel's setting where one would help
 * @param memoryLimitedBy control groups, or the watcher
 * @param testedAt empty until the first self-test has ended
 */
record IsolationView(
        boolean complete,
        List<String> missing,
        String memoryLimitedBy,
        Optional<Instant> testedAt,
        List<LayerView> layers,
        List<TierView> tiers) {

    static IsolationView of(Isolation isolation) {
        var complaints = isolation.complaints();
        var verdicts = isolation.report().map(Isolation.Report::verdicts).orElse(List.of());
        return new IsolationView(
                complaints.isEmpty(),
                complaints,
                isolation.memoryLimiter(),
                isolation.report().map(Isolation.Report::at),
                Arrays.stream(Layer.values())
                        .map(layer -> LayerView.of(layer, verdicts))
                        .toList(),
                List.of(new TierView("gvisor", runsInGvisor())));
    }

    /** gVisor's kernel calls itself so in the one file that every process may read. */
    private static boolean runsInGvisor() {
        try {
            return Files.readString(Path.of("/proc/version")).contains("gVisor");
        } catch (java.io.IOException e) {
            return false;
        }
    }

    /** A required layer and what became of the attempts to break it. */
    record LayerView(String name, String meaning, boolean holds, List<AttemptView> attempts) {
        static LayerView of(Layer layer, List<Verdict> verdicts) {
            var attempts = verdicts.stream()
                    .filter(verdict -> verdict.layer() == layer)
                    .map(verdict -> new AttemptView(verdict.attempt(), verdict.held(), verdict.seen()))
                    .toList();
            var holds = !attempts.isEmpty() && attempts.stream().allMatch(AttemptView::held);
            return new LayerView(layer.wireName(), layer.meaning(), holds, attempts);
        }
    }

    /** One attempt to break out; held means that it failed. */
    record AttemptView(String attempt, boolean held, String seen) {}

    /** A layer that makes the isolation stronger where the machine has it. */
    record TierView(String name, boolean present) {}
}
