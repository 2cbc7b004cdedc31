package io.golden.orchestrator.sandbox;

import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The programs that judge code inside the sandbox. Each prints one line {@code GOLDEN-VERDICT <nonce> {json}}; the nonce
 * comes on standard input and is read before anything else runs.
 *
 * <p>What holds: the judged code cannot forge the line by printing (it does not know the nonce), cannot read it (it runs
 * in a child process, while the parent's memory and descriptors are closed to it and its source is gone), and gains nothing
 * by ending early, by killing the judge or by shadowing a module of the standard library: the verdict is then missing, and
 * missing is failed. What cannot hold: tests and tested code share one interpreter, as unit tests do, so code that walks
 * the interpreter's own frames could still lie to the tests that import it. That is what the peers read the code for.
 */
final class Runners {
    private final String common = read("common.py");
    private final String quality = read("code_quality.py");
    private final String tests = read("has_tests.py");

    String code(Kind kind, Duration timeout) {
        return switch (kind) {
            case CODE_QUALITY -> common + quality;
            // The judge gives up first, so that it can still say why.
            case HAS_TESTS -> common + "TIMEOUT = " + Math.max(1, timeout.toSeconds() - 3) + "\n" + tests;
        };
    }

    private static String read(String name) {
        try (var in = Runners.class.getResourceAsStream("/sandbox/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
