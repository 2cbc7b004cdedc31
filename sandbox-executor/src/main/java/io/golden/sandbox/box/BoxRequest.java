package io.golden.sandbox.box;

import io.golden.sandbox.language.Runtime;
import io.golden.sandbox.linux.Descriptors;
import java.time.Duration;
import java.util.List;

/** What is to be run, with what, and within which limits. */
public record BoxRequest(Runtime runtime, byte[] code, List<BoxFile> files, byte[] stdin, Limits limits) {
    public BoxRequest {
        files = List.copyOf(files);
    }

    /**
     * Whether its runtime may be started before anything is known of it but the language: files that stand beside the
     * program can change how a runtime starts, and limits can only be lowered afterwards.
     */
    public boolean canBeStartedAhead() {
        return runtime.language().isSlowToStart()
                && files.isEmpty()
                && code.length <= Descriptors.FIFO_BYTES
                && limits.areWithin(limitsAhead(runtime));
    }

    /** What a runtime that is started ahead may use. */
    static Limits limitsAhead(Runtime runtime) {
        var longest = Duration.ofSeconds(Limits.LONGEST_TIMEOUT_SECONDS);
        return Limits.of(longest, Limits.DEFAULT_MEMORY_MB, Limits.DEFAULT_PROCESSES, Limits.DEFAULT_OUTPUT_BYTES)
                .withAddressSpaceOfAtLeast(runtime.language().leastAddressSpaceMb());
    }

    /** How much memory it takes while it waits, in bytes. */
    public int bytes() {
        return code.length
                + stdin.length
                + files.stream().mapToInt(file -> file.content().length).sum();
    }
}
