package io.golden.agent.reference;

import io.golden.agent.CodeFile;
import io.golden.agent.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tries programs and tests in the sandbox before they are handed in. */
final class Trial {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OUTPUT_CHARACTERS = 4000;
    private static final Pattern COUNT = Pattern.compile("^GOLDEN RAN (\\d+) FAILED (\\d+)$", Pattern.MULTILINE);

    private static final String RUN_PROGRAM = """
            import runpy, sys
            sys.path.insert(0, ".")
            runpy.run_path("main.py", run_name="__main__")
            """;

    private static final String RUN_TESTS = """
            import sys, unittest
            sys.path.insert(0, ".")
            suite = unittest.defaultTestLoader.discover(".", pattern="test_*.py")
            result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
            failed = len(result.failures) + len(result.errors)
            print("GOLDEN RAN", result.testsRun, "FAILED", failed)
            sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
            """;

    private final Sandbox sandbox;

    Trial(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * What a run showed.
     *
     * @param tests how many ran; 0 when the program alone was run or nothing could be imported
     */
    record Outcome(boolean passed, int tests, int failed, String output) {}

    Outcome program(List<CodeFile> files) {
        var run = sandbox.python(RUN_PROGRAM, files, TIMEOUT);
        return new Outcome(run.ok(), 0, 0, shortened(run.output()));
    }

    Outcome tests(List<CodeFile> files, List<CodeFile> tests) {
        var all = Stream.concat(files.stream(), tests.stream()).toList();
        var run = sandbox.python(RUN_TESTS, all, TIMEOUT);
        var counts = COUNT.matcher(run.stdout());
        boolean counted = counts.find();
        return new Outcome(
                run.ok(),
                counted ? Integer.parseInt(counts.group(1)) : 0,
                counted ? Integer.parseInt(counts.group(2)) : 0,
                shortened(run.output()));
    }

    private static String shortened(String output) {
        return output.length() <= OUTPUT_CHARACTERS ? output : output.substring(output.length() - OUTPUT_CHARACTERS);
    }
}
