package io.golden.sandbox.box;

import java.time.Duration;
import java.util.List;

/**
 * What came out of a box.
 *
 * @param exitCode the program's; 128 and the signal when one ended it
 * @param cpu of all processes, the making of the box included; of those that were killed, what they had used by then
 * @param wall from the start of the box until nothing of it was left
 * @param peakMemoryKb the most that was seen of all processes together
 */
public record BoxResult(
        BoxStatus status,
        int exitCode,
        byte[] stdout,
        byte[] stderr,
        Duration cpu,
        Duration wall,
        long peakMemoryKb,
        List<Artifact> artifacts) {
    public BoxResult {
        artifacts = List.copyOf(artifacts);
    }

    /** A regular file that the program left under {@code artifacts/} in its working directory. */
    public record Artifact(String path, byte[] content) {}
}
