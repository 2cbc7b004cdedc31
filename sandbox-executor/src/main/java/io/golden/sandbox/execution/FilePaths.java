package io.golden.sandbox.execution;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which paths the files of one request may have: below the working directory, each once, none in another's way. */
final class FilePaths {
    private static final int MOST_BYTES = 255;
    private static final int MOST_NAMES = 10;

    private final Optional<String> mainFile;
    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();

    FilePaths(Optional<String> mainFile) {
        this.mainFile = mainFile;
    }

    /** What is wrong with the next file's path. */
    Optional<String> complaint(String path) {
        if (path == null || path.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of("must not be longer than %d bytes".formatted(MOST_BYTES));
        }
        if (path.codePoints().anyMatch(FilePaths::isForbidden)) {
            return Optional.of("must not contain control characters or backslashes");
        }
        var names = List.of(path.split("/", -1));
        if (names.stream().anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."))) {
            return Optional.of("must be relative and without empty names, \".\" and \"..\"");
        }
        if (names.size() > MOST_NAMES) {
            return Optional.of("must not be deeper than %d names".formatted(MOST_NAMES));
        }
        if (mainFile.filter(path::equals).isPresent()) {
            return Optional.of("is where the code itself stands");
        }
        return place(path, names);
    }

    private Optional<String> place(String path, List<String> names) {
        for (var count = 1; count < names.size(); count++) {
            folders.add(String.join("/", names.subList(0, count)));
        }
        if (!files.add(path)) {
            return Optional.of("must be given once");
        }
        return files.stream().anyMatch(folders::contains)
                ? Optional.of("must not be both a file and a folder")
                : Optional.empty();
    }

    /** Control characters, backslashes and halves of surrogate pairs. */
    private static boolean isForbidden(int character) {
        return Character.isISOControl(character)
                || character == '\\'
                || Character.getType(character) == Character.SURROGATE;
    }
}
