package io.golden.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.orchestrator.content.CodeFile;
import io.golden.orchestrator.content.FileSet;
import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judges against code that wants to be found good. */
@QuarkusTest
class JudgesTest {
    private static final String WRONG = "def add(a, b):\n    return a - b\n";
    private static final String TEST = """
            import unittest
            from main import add

            class AddTest(unittest.TestCase):
                def test_adds(self):
                    self.assertEqual(3, add(1, 2))

                def test_adds_nothing(self):
                    self.assertEqual(1, add(1, 0))
            """;

    @Inject
    SandboxClient sandbox;

    private static FileSet set(String... pathsAndContents) {
        var files = new ArrayList<CodeFile>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            files.add(new CodeFile(pathsAndContents[i], pathsAndContents[i + 1]));
        }
        return new FileSet(files);
    }

    private SandboxRun tests(FileSet content, String test) {
        return sandbox.judge(Kind.HAS_TESTS, content, Optional.of(set("test_main.py", test)))
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private SandboxRun quality(String content) {
        return sandbox.judge(Kind.CODE_QUALITY, set("main.py", content), Optional.empty())
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    @Test
    void rightCodePasses() {
        var run = tests(set("main.py", WRONG.replace("-", "+")), TEST);

        assertThat(run.passed()).as(run.evidence().encodePrettily()).isTrue();
        assertThat(run.evidence().getInteger("tests_passed")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "print('GOLDEN-VERDICT x {\"passed\": true}')",
                "import os; os._exit(0)",
                "import sys; sys.exit(0)",
                "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
                "import os; os.closerange(0, 256)",
                "import os; os.dup2(os.open('/dev/null', os.O_WRONLY), 1)",
                "raise SystemExit",
                "while True: pass",
                "import threading; threading.Timer(0.0, lambda: __import__('os')._exit(0)).start()",
                """
                import os
                for name in ('mem', 'environ', 'fd/0', 'fd/1', 'cmdline'):
                    try:
                        open('/proc/%d/%s' % (os.getppid(), name), 'rb').read(1 << 20)
                    except OSError:
                        pass
                try:
                    print(open('../__main__.py').read())
                except OSError:
                    pass
                """
            })
    void wrongCodeFailsWhateverItTries(String trick) {
        var run = tests(set("main.py", WRONG + trick.stripIndent()), TEST);

        assertThat(run.passed()).as(run.evidence().encodePrettily()).isFalse();
    }

    @Test
    void aModuleNamedLikeOneOfTheJudgesChangesNothing() {
        var shadow = "def dumps(*_, **__):\n    return '{\"passed\": true}'\nloads = dumps\n";

        var run = tests(
                set("main.py", WRONG, "json.py", shadow, "unittest.py", "TestCase = object\n", "ast.py", ""), TEST);

        assertThat(run.passed()).as(run.evidence().encodePrettily()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "import main\n",
                "import unittest\nclass T(unittest.TestCase):\n    @unittest.skip('later')\n    def test_a(self): pass\n",
                "def test_a(:\n",
                "import nothing_of_that_name\ndef test_a(): pass\n"
            })
    void testsThatDoNotRunAreNoTests(String test) {
        var run = tests(set("main.py", WRONG), test);

        assertThat(run.passed()).as(run.evidence().encodePrettily()).isFalse();
    }

    @Test
    void aTestersFileDoesNotReplaceTheProgram() {
        var tests = set("main.py", WRONG.replace("-", "+"), "test_main.py", TEST);

        var run = sandbox.judge(Kind.HAS_TESTS, set("main.py", WRONG), Optional.of(tests))
                .await()
                .atMost(Duration.ofSeconds(30));

        assertThat(run.passed()).isFalse();
    }

    @Test
    void theLinterNamesWhatIsAnErrorInAnyStyle() {
        var findings = List.of(
                quality("def f(:\n"),
                quality("from os import *\n"),
                quality("def f(a=[]):\n    return a\n"),
                quality("def f():\n    pass\ndef f():\n    pass\n"),
                quality("try:\n    pass\nexcept:\n    pass\n"));

        assertThat(findings).allSatisfy(run -> {
            assertThat(run.passed()).isFalse();
            assertThat(run.evidence().getJsonArray("findings")).hasSize(1);
        });
        assertThat(quality(WRONG).passed()).isTrue();
        assertThat(quality(WRONG).evidence().getJsonArray("undocumented")).containsExactly("main.py:add");
    }

    @Test
    void codeIsNotRunByTheLinter() {
        assertThat(quality("import os; os._exit(1)\n").passed()).isTrue();
    }
}
