package io.golden.sandbox.escape;

import io.golden.sandbox.box.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Hosts whose boxes lack pieces of the isolation; one script for each combination, where every user can read it. */
public final class WeakBox {
    private static final Map<Set<Weakness>, Path> SCRIPTS = new ConcurrentHashMap<>();
    private static final Path FOLDER = folder();

    private WeakBox() {}

    /** The same host with weaker boxes. */
    public static Host host(Host strong, Collection<Weakness> weaknesses) {
        var bubblewrap = bubblewrap(strong.bubblewrap(), weaknesses);
        return new Host(
                strong.descriptors(), strong.processes(), bubblewrap, strong.filter(), strong.unprivilegedUid());
    }

    /** The program that stands before bubblewrap and weakens what it is asked for. */
    public static Path bubblewrap(Path strong, Collection<Weakness> weaknesses) {
        return weaknesses.isEmpty()
                ? strong
                : SCRIPTS.computeIfAbsent(EnumSet.copyOf(weaknesses), set -> write(strong, set));
    }

    private static Path write(Path bubblewrap, Set<Weakness> weaknesses) {
        var cases = weaknesses.stream().map(Weakness::cases).collect(Collectors.joining("\n "));
        var edits = new StringBuilder();
        var marked = firstProcessEdits(weaknesses);
        marked.forEach((from, to) -> edits.append("script=${script//%s/%s}\n".formatted(quoted(from), quoted(to))));
        var text = """
                #!/bin/bash
                args=()
                while [[ $1 != -- ]]; do
                 case $1 in
                 %s
                 esac
                 args+=("$1"); shift
                done
                # -- /usr/bin/sh -c SCRIPT sh …
                script=$4
                %s
                exec %s "${args[@]}" -- /usr/bin/sh -c "$script" "${@:5}"
                """.formatted(cases.isBlank() ? "--none) ;;" : cases, edits, bubblewrap);
        var name = weaknesses.stream().map(Weakness::wireName).collect(Collectors.joining("+"));
        return readable(FOLDER.resolve(name), text);
    }

    private static Map<String, String> firstProcessEdits(Set<Weakness> weaknesses) {
        return weaknesses.stream()
                .flatMap(weakness -> weakness.firstProcessEdits().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first));
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    private static Path readable(Path file, String text) {
        try {
            Files.writeString(file, text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            var folder = Files.createTempDirectory("weak-boxes");
            folder.toFile().deleteOnExit();
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            var scratch = Files.createDirectory(folder.resolve("scratch"));
            Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxrwxrwx"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
