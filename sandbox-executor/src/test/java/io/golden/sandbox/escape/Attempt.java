package io.golden.sandbox.escape;

import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.box.BoxResult;
import io.golden.sandbox.box.Boxes;
import io.golden.sandbox.box.Limits;
import io.golden.sandbox.language.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program under {@code escapes/CLASS/} that tries one way out and prints ESCAPED where it works, or leaves a file that
 * must not come back. Its first line names what stops it; without all of that, and nothing else, it must work.
 *
 * @param stoppedBy empty is not allowed: an attempt that nothing stops proves nothing
 */
record Attempt(Path file, Language language, Set<Weakness> stoppedBy) {
    private static final Path FOLDER = Path.of("src/test/resources/escapes");
    private static final String MARK = " stopped by: ";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** A control has to come to its end, however slow the machine. */
    private static final Duration TIMEOUT_OF_CONTROLS = Duration.ofSeconds(60);
    /** Less by far than what the attempts of that kind take. */
    private static final Duration SHORT = Duration.ofMillis(700);

    private static final int MUCH_MEMORY_MB = 1_024;
    private static final int MUCH_OUTPUT = 16 << 20;

    static List<Attempt> all() {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().map(Attempt::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Attempt of(Path file) {
        var first = code(file).lines().findFirst().orElse("");
        var stoppedBy = Arrays.stream(
                        first.substring(first.indexOf(MARK) + MARK.length()).split(" "))
                .map(Weakness::named)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Weakness.class)));
        var name = file.toString();
        var language = switch (name.substring(name.lastIndexOf('.'))) {
            case ".py" -> Language.PYTHON;
            case ".js" -> Language.JAVASCRIPT;
            default -> Language.BASH;
        };
        return new Attempt(file, language, stoppedBy);
    }

    /** As the documentation calls it: class and name. */
    String name() {
        return FOLDER.relativize(file).toString();
    }

    /** To be run in a box that lacks these pieces. */
    BoxRequest request(Set<Weakness> without) {
        var patience = without.isEmpty() ? TIMEOUT : TIMEOUT_OF_CONTROLS;
        var timeout = stoppedBy.contains(Weakness.CLOCK) && !without.contains(Weakness.CLOCK) ? SHORT : patience;
        var memory = without.isEmpty() ? Limits.DEFAULT_MEMORY_MB : MUCH_MEMORY_MB;
        var output = without.contains(Weakness.OUTPUT) ? MUCH_OUTPUT : Limits.DEFAULT_OUTPUT_BYTES;
        var usual = Limits.DEFAULTS.withAddressSpaceOfAtLeast(language.leastAddressSpaceMb());
        var limits = new Limits(
                timeout, memory, usual.addressSpaceMb(), usual.processes(), usual.openFiles(), usual.fileMb(), output);
        var runtime = Boxes.RUNTIMES.of(language).orElseThrow();
        return new BoxRequest(runtime, code(file).getBytes(StandardCharsets.UTF_8), List.of(), machine(), limits);
    }

    /** Whether the result shows that the attempt worked. */
    static boolean worked(BoxResult result) {
        var texts = result.artifacts().stream().map(artifact -> new String(artifact.content(), StandardCharsets.UTF_8));
        return Boxes.out(result).contains("ESCAPED") || texts.anyMatch(text -> text.contains("root:"));
    }

    /** Whether this machine has not got what the attempt goes through: it proves nothing here. */
    static boolean impossible(BoxResult result) {
        return Boxes.out(result).contains("IMPOSSIBLE HERE");
    }

    private static String code(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every attempt may read from its standard input: the machine's namespaces, one a line. */
    private static byte[] machine() {
        var namespaces = new TreeMap<String, String>();
        try (var links = Files.list(Path.of("/proc/self/ns"))) {
            for (var link : links.toList()) {
                namespaces.put(
                        link.getFileName().toString(),
                        Files.readSymbolicLink(link).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return String.join("\n", namespaces.values()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name();
    }
}
