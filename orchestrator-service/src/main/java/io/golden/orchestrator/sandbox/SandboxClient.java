package io.golden.orchestrator.sandbox;

import io.golden.orchestrator.advance.Limits;
import io.golden.orchestrator.content.CodeFile;
import io.golden.orchestrator.content.FileSet;
import io.golden.orchestrator.remote.Answer;
import io.golden.orchestrator.remote.JsonCalls;
import io.golden.orchestrator.remote.JsonCalls.Call;
import io.golden.orchestrator.remote.Remotes;
import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks sandbox-executor about code. Running the same content twice is harmless; its first verdict is kept. */
@ApplicationScoped
public class SandboxClient {
    private static final String MARK = "GOLDEN-VERDICT ";
    private static final int NONCE_BYTES = 32;
    private static final int SHOWN = 2000;
    private static final Duration QUEUEING = Duration.ofSeconds(10);

    private final JsonCalls calls;
    private final Remotes remotes;
    private final Limits limits;
    private final Runners runners = new Runners();
    private final SecureRandom random = new SecureRandom();

    SandboxClient(JsonCalls calls, Remotes remotes, Limits limits) {
        this.calls = calls;
        this.remotes = remotes;
        this.limits = limits;
    }

    /**
     * Runs the judge over the content and, where the kind wants them, the tests. A test file hides none of the
     * program's: where both have a path, the program's file stands.
     */
    public Uni<SandboxRun> judge(Kind kind, FileSet content, Optional<FileSet> tests) {
        var files = new LinkedHashMap<String, String>();
        tests.ifPresent(set -> set.files().forEach(f -> files.put(f.path(), f.content())));
        content.files().forEach(f -> files.put(f.path(), f.content()));
        var nonce = nonce();
        var body = JsonObject.of(
                "code", runners.code(kind, limits.sandboxTimeout()),
                "language", "python",
                "timeout", limits.sandboxTimeout().toSeconds(),
                "stdin", nonce + "\n" + testFiles(content, tests).encode() + "\n",
                "files", files(files));
        var url = remotes.sandboxExecutorUrl().resolve("/api/v1/sandbox/execute");
        var timeout = limits.sandboxTimeout().plus(QUEUEING);
        return calls.send(new Call("sandbox", HttpMethod.POST, url, Map.of(), body, timeout))
                .map(answer -> run(kind, content, tests, nonce, answer));
    }

    private static JsonArray testFiles(FileSet content, Optional<FileSet> tests) {
        var own = content.files().stream().map(CodeFile::path).toList();
        var list = new JsonArray();
        tests.ifPresent(set -> set.files().stream()
                .map(CodeFile::path)
                .filter(path -> path.endsWith(".py") && !own.contains(path))
                .forEach(list::add));
        return list;
    }

    /** In a folder of their own: nothing of them stands beside the judge. */
    private static JsonArray files(Map<String, String> files) {
        var list = new JsonArray();
        files.forEach((path, content) -> list.add(JsonObject.of("path", "project/" + path, "content", content)));
        return list;
    }

    private String nonce() {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static SandboxRun run(Kind kind, FileSet content, Optional<FileSet> tests, String nonce, Answer answer) {
        var testsHash = tests.map(FileSet::hash).orElse("");
        if (!answer.ok()) {
            var evidence = JsonObject.of("problem", "the sandbox refused the content: " + answer.message());
            return new SandboxRun(kind, content.hash(), testsHash, "", false, evidence);
        }
        var body = answer.body();
        var said = verdict(body.getString("stdout", ""), nonce);
        var evidence = said.orElseGet(() -> JsonObject.of(
                "problem", "the run ended without a verdict: " + body.getString("status"),
                "exit_code", body.getInteger("exit_code", -1),
                "stderr", tail(body.getString("stderr", ""))));
        var passed = said.isPresent() && Boolean.TRUE.equals(evidence.getBoolean("passed"));
        return new SandboxRun(kind, content.hash(), testsHash, body.getString("execution_id", ""), passed, evidence);
    }

    /** The one line that carries the nonce; two of them are as good as none. */
    private static Optional<JsonObject> verdict(String stdout, String nonce) {
        var mine = stdout.lines()
                .filter(line -> line.startsWith(MARK + nonce + " "))
                .toList();
        if (mine.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JsonObject(mine.getFirst().substring(MARK.length() + nonce.length() + 1)));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - SHOWN));
    }
}
