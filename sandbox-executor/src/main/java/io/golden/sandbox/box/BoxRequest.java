package io.golden.sandbox.box;

import io.golden.sandbox.language.Runtime;
import java.util.List;

/** What is to be run, with what, and within which limits. */
public record BoxRequest(Runtime runtime, byte[] code, List<BoxFile> files, byte[] stdin, Limits limits) {
    public BoxRequest {
        files = List.copyOf(files);
    }

    /** How much memory it takes while it waits, in bytes. */
    public int bytes() {
        return code.length
                + stdin.length
                + files.stream().mapToInt(file -> file.content().length).sum();
    }
}
