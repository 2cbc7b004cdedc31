package io.golden.sandbox.box;

import static io.golden.sandbox.box.Boxes.err;
import static io.golden.sandbox.box.Boxes.out;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.language.Language;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxTest {
    /** The programs that are to be stopped sleep for 300 s. */
    private static final Duration LONG_BEFORE_IT_ENDS = Duration.ofSeconds(60);

    @Test
    void pythonRunsWithItsFilesBesideIt() {
        var file = new BoxFile("lib/greeting.py", "TEXT = 'hellø'".getBytes(StandardCharsets.UTF_8));
        var request = Boxes.request(
                Language.PYTHON, "from lib.greeting import TEXT; print(TEXT)", List.of(file), Limits.DEFAULTS);

        var result = Boxes.run(request);

        assertThat(err(result)).isEmpty();
        assertThat(out(result)).isEqualTo("hellø\n");
        assertThat(result.status()).isEqualTo(BoxStatus.OK);
        assertThat(result.cpu()).isPositive();
    }

    @Test
    void filesBelongToTheProgram() {
        var code = """
                import os
                os.rename('data/in.txt', 'data/out.txt')
                with open('data/out.txt', 'a') as file: file.write('more')
                os.remove('__main__.py')
                print(open('data/out.txt').read(), os.stat('data').st_uid == os.getuid())
                """;
        var file = new BoxFile("data/in.txt", "some and ".getBytes(StandardCharsets.UTF_8));

        var result = Boxes.run(Boxes.request(Language.PYTHON, code, List.of(file), Limits.DEFAULTS));

        assertThat(err(result)).isEmpty();
        assertThat(out(result)).isEqualTo("some and more True\n");
    }

    @Test
    void javascriptRuns() {
        var result = Boxes.run(Boxes.request(Language.JAVASCRIPT, "console.log([1, 2].map(x => x * 2))"));

        assertThat(err(result)).isEmpty();
        assertThat(out(result)).isEqualTo("[ 2, 4 ]\n");
    }

    @Test
    void bashRuns() {
        var result = Boxes.run(Boxes.request(Language.BASH, "seq 3 | awk '{ s += $1 } END { print s }'"));

        assertThat(err(result)).isEmpty();
        assertThat(out(result)).isEqualTo("6\n");
    }

    /** They stand in one folder of the machine's, and the next box gets the same. */
    @Test
    void theToolsOfAScriptCannotBeChanged() {
        var attempts = """
                chmod u+w /usr/bin /usr/bin/cat && echo chmod
                echo 'echo ESCAPED' >/usr/bin/cat && echo write
                rm -f /usr/bin/cat && echo rm
                mv /usr/bin/cat /usr/bin/tac && echo mv
                touch /usr/bin/more && echo touch
                ln /bin/bash /usr/bin/cat -f && echo ln
                """;

        var result = Boxes.run(Boxes.request(Language.BASH, attempts));

        assertThat(out(result)).isEmpty();
        assertThat(err(result).lines()).hasSize(7).allMatch(line -> line.endsWith("Read-only file system"));
        assertThat(out(Boxes.run(Boxes.request(Language.BASH, "echo whole | cat; type -P bash sh seq"))))
                .isEqualTo("whole\n/usr/bin/bash\n/usr/bin/sh\n/usr/bin/seq\n");
    }

    @Test
    void theProgramsFailureIsAnErrorWithItsExitCode() {
        var result = Boxes.python("import sys; sys.exit(7)");

        assertThat(result.status()).isEqualTo(BoxStatus.ERROR);
        assertThat(result.exitCode()).isEqualTo(7);
    }

    @Test
    void aSignalOfItsOwnIsKilled() {
        var result = Boxes.python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)");

        assertThat(result.status()).isEqualTo(BoxStatus.KILLED);
        assertThat(result.exitCode()).isEqualTo(137);
    }

    @Test
    void aProgramThatIgnoresEverySignalEndsAtItsTimeout() {
        var code = """
                import signal, time
                for number in range(1, 65):
                    try: signal.signal(number, signal.SIG_IGN)
                    except (OSError, ValueError): pass
                while True: time.sleep(300)
                """;

        var result = Boxes.python(code, Boxes.limits(Duration.ofSeconds(1)));

        assertThat(result.status()).isEqualTo(BoxStatus.TIMEOUT);
        assertThat(result.wall()).isBetween(Duration.ofSeconds(1), LONG_BEFORE_IT_ENDS);
    }

    @Test
    void outputThatNeverEndsIsCutAndSaysSo() {
        var result = Boxes.python("while True: print('x' * 1000)");

        assertThat(result.status()).isEqualTo(BoxStatus.OUTPUT_LIMIT);
        assertThat(out(result)).endsWith("[output truncated at 1048576 bytes]\n");
        assertThat(result.stdout()).hasSizeLessThan((1 << 20) + 100);
    }

    @Test
    void oneAllocationBeyondTheLimitIsAMemoryLimit() {
        var result = Boxes.python("x = bytearray(4 << 30)");

        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
        assertThat(err(result)).contains("MemoryError");
    }

    @Test
    void manyProcessesTogetherBeyondTheLimitAreAMemoryLimit() {
        var code = """
                import os, time
                for _ in range(6):
                    if os.fork() == 0:
                        x = bytearray(b'x' * (100 << 20))
                        time.sleep(300)
                time.sleep(300)
                """;

        var result = Boxes.python(code);

        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
        assertThat(result.wall()).isLessThan(LONG_BEFORE_IT_ENDS);
    }

    @Test
    void artifactsComeBackAndLinksDoNot() {
        var code = """
                import os
                os.makedirs('artifacts/deep')
                open('artifacts/deep/a.txt', 'w').write('made here')
                os.symlink('/proc/self/status', 'artifacts/link')
                os.symlink('/etc', 'artifacts/folder')
                os.mkfifo('artifacts/fifo')
                open('artifacts/secret', 'w').write('x'); os.chmod('artifacts/secret', 0)
                """;

        var result = Boxes.python(code);

        assertThat(err(result)).isEmpty();
        assertThat(result.artifacts())
                .filteredOn(artifact -> !artifact.path().equals("secret"))
                .singleElement()
                .satisfies(artifact -> assertThat(artifact.path()).isEqualTo("deep/a.txt"))
                .satisfies(artifact -> assertThat(artifact.content()).asString().isEqualTo("made here"));
    }

    @Test
    void aWorkingDirectoryThatBecameALinkBringsNothingBack() {
        var code = """
                import os
                os.rename('/box/work', '/box/gone')
                os.symlink('/', '/box/work')
                os.mkdir('/box/gone/artifacts')
                """;

        var result = Boxes.python(code);

        assertThat(err(result)).isEmpty();
        assertThat(result.artifacts()).isEmpty();
    }

    @Test
    void closedDescriptorsAndDeletedFilesHarmNobody() {
        var code = """
                import os, shutil
                shutil.rmtree('/box', ignore_errors=True)
                os.closerange(0, 64)
                os._exit(3)
                """;

        var result = Boxes.python(code);

        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void whatItLeavesRunningIsGoneWhenItEnds() {
        var code = """
                import os, time
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        time.sleep(300)
                    os._exit(0)
                os.wait()
                print('parent ends')
                """;

        var result = Boxes.python(code);

        assertThat(out(result)).isEqualTo("parent ends\n");
        assertThat(result.wall()).isLessThan(LONG_BEFORE_IT_ENDS);
    }

    @Test
    void stdinIsRead() {
        var request = new BoxRequest(
                Boxes.RUNTIMES.of(Language.PYTHON).orElseThrow(),
                "print(input()[::-1])".getBytes(StandardCharsets.UTF_8),
                List.of(),
                "golden\n".getBytes(StandardCharsets.UTF_8),
                Limits.DEFAULTS);

        var result = Boxes.run(request);

        assertThat(out(result)).isEqualTo("nedlog\n");
    }

    @Test
    void aHundredThousandFilesHarmNobody() {
        var code = """
                import os
                for index in range(100_000):
                    os.close(os.open(f'f{index}', os.O_CREAT | os.O_WRONLY))
                print('done')
                """;

        var result = Boxes.python(code, Boxes.limits(Duration.ofSeconds(120)));

        assertThat(out(result)).isEqualTo("done\n");
    }
}
