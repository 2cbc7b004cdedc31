package io.golden.sandbox.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks at start for the interpreters that are configured, asks each for its version, and finds what it needs to see. */
public final class Runtimes {
    /** What a bash script may expect to find; each only where the machine has it. */
    private static final List<String> TOOLS = List.of(
            "awk basename base64 bc cat chmod cksum comm cp cut date dd diff dirname du echo egrep env expand expr false",
            "fgrep find fold grep gunzip gzip head hostname id join ln ls mawk md5sum mkdir mkfifo mktemp mv nl nproc od",
            "paste pr printf pwd readlink realpath rev rm rmdir sed seq sha1sum sha256sum sha512sum shuf sleep sort split",
            "stat sum tac tail tar tee test timeout touch tr true truncate tsort tty uname uniq unlink wc which whoami",
            "xargs yes zcat");

    private static final int VERSION_SECONDS = 10;

    private final Map<Language, Runtime> found;

    private final Optional<ToolFolder> tools;

    private Runtimes(Map<Language, Runtime> found, Optional<ToolFolder> tools) {
        this.found = found;
        this.tools = tools;
    }

    /** The runtimes whose interpreters exist, by the absolute paths that are configured. */
    public static Runtimes discover(Path python, Path node, Path bash) {
        var found = new EnumMap<Language, Runtime>(Language.class);
        python(python).ifPresent(runtime -> found.put(Language.PYTHON, runtime));
        node(node).ifPresent(runtime -> found.put(Language.JAVASCRIPT, runtime));
        var tools = folder(bash);
        bash(bash, tools).ifPresent(runtime -> found.put(Language.BASH, runtime));
        return new Runtimes(found, tools);
    }

    public Optional<Runtime> of(Language language) {
        return Optional.ofNullable(found.get(language));
    }

    /** Keeps what was copied at start from being cleaned away; to be called again and again. */
    public void touch() {
        tools.ifPresent(ToolFolder::touch);
    }

    /** In the order of {@link Language}. */
    public List<Runtime> all() {
        return List.copyOf(found.values());
    }

    private static Optional<Runtime> python(Path program) {
        var question = "import sys,sysconfig;print(sys.version.split()[0]);print(sysconfig.get_path('stdlib'));"
                + "print(sysconfig.get_path('platstdlib'))";
        return answer(program, "-I", "-c", question).map(lines -> {
            var visible = Stream.concat(libraries(), lines.stream().skip(1).map(Path::of))
                    .distinct();
            return new Runtime(
                    Language.PYTHON,
                    lines.getFirst(),
                    with(visible, real(program)),
                    Map.of("/usr/bin/python3", real(program).toString()),
                    List.of(real(program).toString(), "-B", "-X", "utf8"));
        });
    }

    private static Optional<Runtime> node(Path program) {
        return answer(program, "--version")
                .map(lines -> new Runtime(
                        Language.JAVASCRIPT,
                        lines.getFirst().replaceFirst("^v", ""),
                        with(Stream.concat(libraries(), modulesOfNode()), real(program)),
                        Map.of("/usr/bin/node", real(program).toString()),
                        List.of(real(program).toString())));
    }

    private static Optional<Runtime> bash(Path program, Optional<ToolFolder> tools) {
        return answer(program, "-c", "echo \"${BASH_VERSION%%(*}\"")
                .map(lines -> new Runtime(
                        Language.BASH,
                        lines.getFirst(),
                        with(Stream.concat(libraries(), tools()), real(program)),
                        Map.of("/usr/bin/bash", real(program).toString()),
                        List.of("/usr/bin/bash", "--noprofile", "--norc"),
                        tools.map(ToolFolder::programs)));
    }

    private static Optional<ToolFolder> folder(Path bash) {
        if (!Files.isExecutable(bash)) {
            return Optional.empty();
        }
        var programs = new TreeMap<String, Path>();
        tools().forEach(tool -> programs.put(tool.getFileName().toString(), tool));
        programs.put("sh", Path.of("/bin/sh"));
        programs.put("bash", bash);
        return ToolFolder.create(Path.of(System.getProperty("java.io.tmpdir")), programs);
    }

    /** Debian's node keeps some of its own modules outside of the program; without them it aborts. */
    private static Stream<Path> modulesOfNode() {
        return Stream.of(Path.of("/usr/share/nodejs")).filter(Files::isDirectory);
    }

    private static Stream<Path> tools() {
        return TOOLS.stream()
                .flatMap(line -> Stream.of(line.split(" ")))
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable);
    }

    /** The shared libraries of this architecture and what loads them. */
    private static Stream<Path> libraries() {
        return Stream.of(
                        Path.of("/usr/lib/x86_64-linux-gnu"),
                        Path.of("/usr/lib/aarch64-linux-gnu"),
                        Path.of("/usr/lib64"),
                        Path.of("/usr/lib/ld-linux-aarch64.so.1"))
                .filter(Files::exists);
    }

    private static List<Path> with(Stream<Path> paths, Path program) {
        var all = new ArrayList<>(paths.toList());
        all.add(program);
        return all;
    }

    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException e) {
            return program;
        }
    }

    /** What the program prints, line by line; empty when it is not there or does not work. */
    private static Optional<List<String>> answer(Path program, String... arguments) {
        if (!program.isAbsolute() || !Files.isExecutable(program)) {
            return Optional.empty();
        }
        var command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().clear();
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            try (var output = process.inputReader()) {
                var lines = output.lines().toList();
                return process.exitValue() == 0 && !lines.isEmpty() ? Optional.of(lines) : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
