package io.golden.sandbox.language;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A language as it stands on this machine.
 *
 * @param version as the program says it
 * @param visible what the box sees of the machine, read-only and at the same path
 * @param links more paths in the box and where they point
 * @param command started in the working directory, before the name of the main file
 * @param programs a folder that stands in the box as {@code /usr/bin}, in place of single programs
 */
public record Runtime(
        Language language,
        String version,
        List<Path> visible,
        Map<String, String> links,
        List<String> command,
        Optional<Path> programs) {
    /** A runtime whose box gets no folder of programs. */
    Runtime(Language language, String version, List<Path> visible, Map<String, String> links, List<String> command) {
        this(language, version, visible, links, command, Optional.empty());
    }

    public Runtime {
        visible = List.copyOf(visible);
        links = Map.copyOf(links);
        command = List.copyOf(command);
    }
}
