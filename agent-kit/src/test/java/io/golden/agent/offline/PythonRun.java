package io.golden.agent.offline;

import io.golden.agent.CodeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs files with this machine's python3: tests of the templates only, never what somebody else wrote. */
record PythonRun(int exitCode, String output) {
    static PythonRun of(Path folder, List<CodeFile> files, String... arguments)
            throws IOException, InterruptedException {
        for (var file : files) {
            Files.writeString(folder.resolve(file.path()), file.content());
        }
        var command = new java.util.ArrayList<>(List.of("python3", "-B"));
        command.addAll(List.of(arguments));
        var log = folder.resolve("output.txt");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("python3 took longer than 30 s");
        }
        return new PythonRun(process.exitValue(), Files.readString(log));
    }
}
