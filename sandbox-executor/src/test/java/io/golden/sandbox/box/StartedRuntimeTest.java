package io.golden.sandbox.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.sandbox.language.Language;
import io.golden.sandbox.memory.ResidentMemory;
import io.golden.test.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program can't tell whether its runtime was started before it was known. */
class StartedRuntimeTest {
    private static final Limits LOW = Limits.of(Duration.ofSeconds(7), 200, 9, Limits.DEFAULT_OUTPUT_BYTES);

    @BeforeAll
    static void startAhead() {
        Boxes.startedAhead = true;
    }

    @AfterAll
    static void startAsUsual() {
        Boxes.startedAhead = false;
    }

    @Nested
    class WhatABoxDoes extends BoxTest {}

    @Nested
    class WhatHarmsNobody extends HarmTest {}

    @Nested
    class WhatSignalsDo extends SignalsTest {}

    @Test
    void thePythonProgramIsAFileAsEver() {
        assertBothWays(Language.PYTHON, """
                import inspect, os, stat, sys
                print(__file__, __name__, sys.argv, sys.path[0], sorted(os.listdir('.')))
                print(stat.S_ISREG(os.stat(__file__).st_mode), oct(os.stat(__file__).st_mode), os.stat(__file__).st_uid)
                print(sorted(os.listdir('/proc/self/fd')), inspect.getsource(sys.modules['__main__'])[:6])
                print(len(open(__file__).read()), repr(sys.stdin.read()), dict(os.environ))
                def fail(): raise ValueError('ü')
                fail()
                """);
    }

    @Test
    void theNodeProgramIsAFileAsEver() {
        assertBothWays(Language.JAVASCRIPT, """
                const fs = require('fs');
                console.log(__filename, process.argv, require.main === module, fs.readdirSync('.'));
                console.log(fs.statSync(__filename).isFile(), fs.statSync(__filename).mode, fs.readFileSync(__filename).length);
                import('os').then(() => { throw new Error('ü'); });
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x = (", "", "# coding: latin-1\nprint('\u00fc')", "import sys; sys.exit(7)", "print('a\\0b')"})
    void everyPythonProgramEndsAsEver(String code) {
        assertBothWays(Language.PYTHON, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"let x = (", "", "process.exit(7)", "#!/usr/bin/node\nconsole.log(1)"})
    void everyNodeProgramEndsAsEver(String code) {
        assertBothWays(Language.JAVASCRIPT, code);
    }

    @Test
    void theLongestProgramArrives() {
        var longest = "#" + "\uD83D\uDE00".repeat(49_000) + "\nprint('arrived')";

        var result = startedAhead(Boxes.request(Language.PYTHON, longest));

        assertThat(Boxes.out(result)).isEqualTo("arrived\n");
    }

    @Test
    void theLimitsAreTheProgramsOwnBeforeItBegins() {
        var limits = "import resource as r; print([r.getrlimit(x) for x in (r.RLIMIT_CPU, r.RLIMIT_NPROC, r.RLIMIT_AS,"
                + " r.RLIMIT_NOFILE, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])";

        assertBothWays(Boxes.request(Language.PYTHON, limits, List.of(), LOW));
        assertBothWays(Boxes.request(Language.PYTHON, limits));
    }

    @Test
    void whatFilesOrHigherLimitsNeedIsNotStartedAhead() {
        var file = new BoxFile("package.json", "{\"type\": \"module\"}".getBytes(StandardCharsets.UTF_8));
        var more = Limits.of(Duration.ofSeconds(1), 512, Limits.DEFAULT_PROCESSES, Limits.DEFAULT_OUTPUT_BYTES);

        assertThat(Boxes.request(Language.JAVASCRIPT, "0", List.of(file), LOW).canBeStartedAhead())
                .isFalse();
        assertThat(Boxes.request(Language.PYTHON, "0", List.of(), more).canBeStartedAhead())
                .isFalse();
        assertThat(Boxes.request(Language.BASH, ":").canBeStartedAhead()).isFalse();
        assertThat(Boxes.request(Language.PYTHON, "0", List.of(), LOW).canBeStartedAhead())
                .isTrue();
    }

    @Test
    void aBoxWhoseRuntimeWasKilledIsForNobody() {
        var request = Boxes.request(Language.PYTHON, "print(1)");
        try (var box = Box.make(Boxes.HOST, request.runtime(), new ResidentMemory())) {
            box.startRuntime();
            var runtime = ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.children().findAny().isEmpty())
                    .filter(process -> process.info().command().orElse("").contains("python"))
                    .findFirst()
                    .orElseThrow();
            runtime.destroyForcibly();

            Eventually.eventually(() -> assertThat(box.isFor(request)).isFalse());
        }
    }

    @Test
    void aBoxThatNobodyUsedIsGoneWhenItIsClosed() {
        var before = descendants();
        var request = Boxes.request(Language.PYTHON, "print(1)");
        try (var box = Box.make(Boxes.HOST, request.runtime(), new ResidentMemory())) {
            box.startRuntime();
        }

        assertThat(descendants()).isEqualTo(before);
    }

    @Test
    void aBoxThatEndedIsNotStarted() {
        var request = Boxes.request(Language.PYTHON, "print(1)");
        try (var box = Box.make(Boxes.HOST, request.runtime(), new ResidentMemory())) {
            ProcessHandle.current()
                    .children()
                    .filter(process -> process.info().command().orElse("").contains("bwrap"))
                    .forEach(ProcessHandle::destroyForcibly);

            assertThatThrownBy(box::startRuntime).isInstanceOf(BoxFailedException.class);
        }
    }

    private static Set<Long> descendants() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static void assertBothWays(Language language, String code) {
        assertBothWays(Boxes.request(language, code));
    }

    private static void assertBothWays(BoxRequest request) {
        var usual =
                Boxes.startAsUsual(Boxes.HOST, request, new ResidentMemory()).resultNow(Duration.ofSeconds(60));
        var ahead = startedAhead(request);

        assertThat(Boxes.out(ahead)).isEqualTo(Boxes.out(usual));
        assertThat(Boxes.err(ahead)).isEqualTo(Boxes.err(usual));
        assertThat(ahead.exitCode()).isEqualTo(usual.exitCode());
        assertThat(ahead.status()).isEqualTo(usual.status());
    }

    private static BoxResult startedAhead(BoxRequest request) {
        return Boxes.startAhead(Boxes.HOST, request, new ResidentMemory()).resultNow(Duration.ofSeconds(60));
    }
}
