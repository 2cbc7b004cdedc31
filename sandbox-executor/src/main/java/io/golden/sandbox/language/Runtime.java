package io.golden.sandbox.language;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A language as it stands on this machine.
 *
 * @param version as the program says it
 * @param visible what the box sees of the machine, read-only and at the same path
 * @param links more paths in the box and where they point
 * @param command started in the working directory, before the name of the main file
 */
public record Runtime(
        Language language, String version, List<Path> visible, Map<String, String> links, List<String> command) {
    public Runtime {
        visible = List.copyOf(visible);
        links = Map.copyOf(links);
        command = List.copyOf(command);
    }
}
