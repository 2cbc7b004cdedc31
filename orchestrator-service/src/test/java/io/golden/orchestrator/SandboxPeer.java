package io.golden.orchestrator;

import io.golden.orchestrator.Peers.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the code with the machine's Python in a folder of its own: the real judges, without the isolation. */
final class SandboxPeer {
    private final AtomicInteger runs = new AtomicInteger();

    int runs() {
        return runs.get();
    }

    Reply run(JsonObject body) throws IOException {
        runs.incrementAndGet();
        var folder = Files.createTempDirectory("sandbox-peer");
        try {
            write(folder.resolve("__main__.py"), body.getString("code"));
            for (var entry : body.getJsonArray("files")) {
                var file = (JsonObject) entry;
                write(folder.resolve(file.getString("path")), file.getString("content"));
            }
            return Reply.ok(execute(folder, body));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
            }
        }
    }

    private static JsonObject execute(Path folder, JsonObject body) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "python3", folder.resolve("__main__.py").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(body.getString("stdin", "").getBytes(StandardCharsets.UTF_8));
        }
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(body.getInteger("timeout"), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return JsonObject.of(
                "stdout",
                out,
                "stderr",
                "",
                "exit_code",
                process.waitFor(),
                "status",
                "ok",
                "execution_id",
                UUID.randomUUID().toString());
    }

    private static void write(Path path, String content) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
