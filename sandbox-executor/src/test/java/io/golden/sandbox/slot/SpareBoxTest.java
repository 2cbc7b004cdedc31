package io.golden.sandbox.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.box.BoxFile;
import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.box.BoxResult;
import io.golden.sandbox.box.Boxes;
import io.golden.sandbox.box.Limits;
import io.golden.sandbox.language.Language;
import io.golden.sandbox.memory.MemoryLimiters;
import io.golden.sandbox.slot.Submission.Ran;
import io.golden.test.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpareBoxTest {
    private static final String FILES =
            "import os; print(sorted(os.listdir('/box/work')), os.listdir('/tmp')); open('/tmp/left', 'w')";
    /** Bubblewrap, the first process, and the runtime. */
    private static final int ONE_BOX = 3;

    private final Set<Long> before = children();
    private final Slots slots = slots(Duration.ofSeconds(60));
    private Slots others;

    private static Slots slots(Duration spareLife) {
        return new Slots(Boxes.HOST, MemoryLimiters.ofThisMachine(), 1, 10, Duration.ofMinutes(5), spareLife);
    }

    @AfterEach
    void stop() {
        slots.stop();
        if (others != null) {
            others.stop();
        }
    }

    @Test
    void aBoxIsMadeAheadOnceALanguageWasAskedForTwiceInARow() {
        python("print(1)");
        Eventually.eventually(() -> assertThat(made()).isEmpty());
        python("print(2)");

        Eventually.eventually(() -> assertThat(made()).hasSize(ONE_BOX));
    }

    @Test
    void everyProgramGetsABoxThatNobodyUsed() {
        for (var run = 1; run <= 4; run++) {
            assertThat(python(FILES)).isEqualTo("['__main__.py'] []\n");
        }
    }

    @Test
    void aProgramInAnotherLanguageGetsItsOwn() {
        awaitSpares();

        assertThat(run(slots, Language.BASH, "echo shell")).isEqualTo("shell\n");
        assertThat(run(slots, Language.BASH, "echo again")).isEqualTo("again\n");
        assertThat(python("print(4)")).isEqualTo("4\n");
    }

    @Test
    void aSpareThatWasKilledIsReplaced() {
        for (var pid : awaitSpares()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        // Whom nobody has reaped yet is still there.
        Eventually.eventually(() -> assertThat(made()).hasSizeLessThan(2 * ONE_BOX));

        assertThat(python("print(4)")).isEqualTo("4\n");
        assertThat(python("print(5)")).isEqualTo("5\n");
    }

    @Test
    void aSpareThatNobodyNeedsGoesAway() {
        others = slots(Duration.ofMillis(300));
        run(others, Language.PYTHON, "print(1)");
        run(others, Language.PYTHON, "print(2)");

        Eventually.eventually(() -> assertThat(made()).isEmpty());
        assertThat(run(others, Language.PYTHON, "print(3)")).isEqualTo("3\n");
    }

    @Test
    void noneIsMadeAheadWhereItsLifeIsZero() {
        others = slots(Duration.ZERO);
        run(others, Language.PYTHON, "print(1)");
        run(others, Language.PYTHON, "print(2)");

        Eventually.eventually(() -> assertThat(made()).isEmpty());
    }

    @Test
    void stoppingLeavesNone() {
        awaitSpares();

        slots.stop();

        assertThat(made()).isEmpty();
    }

    @Test
    void theLimitsAreThoseOfTheProgramNotOfTheBoxThatWasMade() {
        awaitSpares();

        assertThat(python("import resource; print(resource.getrlimit(resource.RLIMIT_NOFILE))"))
                .isEqualTo("(64, 64)\n");
    }

    @Test
    void theMemoryOfARuntimeThatWasStartedAheadCounts() {
        var program = Boxes.request(Language.PYTHON, "import time; time.sleep(0.1)");
        var usual = execute(slots, program).peakMemoryKb();
        awaitSpares();

        assertThat(execute(slots, program).peakMemoryKb()).isBetween(usual / 2, 2 * usual);
    }

    @Test
    void aProgramWithLittleMemoryGetsWhatItNeedsOfIt() {
        var usual = Boxes.request(Language.JAVASCRIPT, "console.log(1)");
        var little = Limits.of(Duration.ofSeconds(60), 32, Limits.DEFAULT_PROCESSES, Limits.DEFAULT_OUTPUT_BYTES)
                .withAddressSpaceOfAtLeast(usual.limits().addressSpaceMb());
        var small = new BoxRequest(usual.runtime(), usual.code(), usual.files(), usual.stdin(), little);
        for (var request : List.of(usual, usual, usual, small, small, small, usual, small, usual)) {
            Eventually.eventually(() -> assertThat(made()).hasSizeLessThanOrEqualTo(2 * ONE_BOX));
            assertThat(run(slots, request)).isEqualTo("1\n");
        }
    }

    /** One of each of the slot's two threads. */
    private Set<Long> awaitSpares() {
        for (var program = 1; program <= 3; program++) {
            python("print(%d)".formatted(program));
        }
        Eventually.eventually(() -> assertThat(made()).hasSize(2 * ONE_BOX));
        return made();
    }

    /** The processes of boxes: other tests' servers are children of this process too. */
    private Set<Long> made() {
        var made = new HashSet<>(children());
        made.removeAll(before);
        return made;
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    @Test
    void filesOfAProgramAreThereBeforeItsRuntimeStarts() {
        awaitSpares();
        var files = List.of(new BoxFile("package.json", "{\"type\": \"module\"}".getBytes(StandardCharsets.UTF_8)));
        var usual = Boxes.request(Language.JAVASCRIPT, "import os from 'os'; console.log(typeof os.cpus)");
        var module = new BoxRequest(usual.runtime(), usual.code(), files, usual.stdin(), usual.limits());

        for (var run = 1; run <= 3; run++) {
            assertThat(run(slots, Language.JAVASCRIPT, "console.log(typeof require)"))
                    .isEqualTo("function\n");
        }
        Eventually.eventually(() -> assertThat(made()).hasSizeGreaterThanOrEqualTo(2 * ONE_BOX));
        assertThat(run(slots, module)).isEqualTo("function\n");
    }

    private String python(String code) {
        return run(slots, Language.PYTHON, code);
    }

    private static String run(Slots slots, Language language, String code) {
        return run(slots, Boxes.request(language, code));
    }

    private static String run(Slots slots, BoxRequest request) {
        return Boxes.out(execute(slots, request));
    }

    private static BoxResult execute(Slots slots, BoxRequest request) {
        return result(slots.submit(request, () -> false)
                .orTimeout(60, TimeUnit.SECONDS)
                .join());
    }

    private static BoxResult result(Submission submission) {
        assertThat(submission).isInstanceOf(Ran.class);
        return ((Ran) submission).result();
    }
}
