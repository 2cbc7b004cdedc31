package io.golden.sandbox.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.language.Language;
import io.golden.sandbox.memory.MemoryLimiters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs that try to harm the machine or the one who runs them. */
class HarmTest {
    private static final Limits SMALL =
            Limits.of(Duration.ofSeconds(60), 64, Limits.DEFAULT_PROCESSES, Limits.DEFAULT_OUTPUT_BYTES);

    /** On a machine that is busy the bomb needs more than its two seconds to grow: then it gets ten, or thirty. */
    @Test
    void aForkBombStaysWithinItsProcessesAndItsTime() {
        var most = 0L;
        for (var seconds : List.of(2, 10, 30)) {
            var bomb = Boxes.request(
                    Language.BASH,
                    "bomb() { bomb | bomb & }; bomb; sleep 300",
                    List.of(),
                    Boxes.limits(Duration.ofSeconds(seconds)));
            var running = Boxes.start(bomb, new io.golden.sandbox.memory.ResidentMemory());

            most = Math.max(most, MostProcesses.whileRunning(running));

            assertThat(most).isLessThanOrEqualTo(70);
            assertThat(running.resultNow(Duration.ofSeconds(10)).wall()).isLessThan(Duration.ofSeconds(seconds + 60));
            if (most >= 10) {
                return;
            }
        }
        assertThat(most).as("processes of a bomb in thirty seconds").isGreaterThanOrEqualTo(10);
    }

    @Test
    void aFloodOfSignalsHitsNobodyElse() {
        var code = """
                import os, signal
                for number in range(1, 65):
                    try: os.kill(-1, number)
                    except OSError: pass
                print('still here')
                """;

        var result = Boxes.python(code);

        assertThat(Boxes.out(result)).isEqualTo("still here\n");
    }

    @Test
    void bytesThatAreNoTextArrive() {
        var result = Boxes.python("import sys; sys.stdout.buffer.write(bytes(range(256)))");

        assertThat(result.stdout()).hasSize(256);
    }

    @Test
    void sharedAnonymousMemoryCounts() {
        var code = """
                import mmap, os, time
                for _ in range(4):
                    if os.fork() == 0:
                        memory = mmap.mmap(-1, 120 << 20)
                        for offset in range(0, 120 << 20, 4096): memory[offset] = 1
                        time.sleep(300)
                time.sleep(300)
                """;

        var result = Boxes.python(code);

        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
    }

    @Test
    void aControlGroupLimitsWhereOneIsWritable() {
        var limiter = MemoryLimiters.ofThisMachine().forThread(98);
        var code =
                "import os, time\nfor _ in range(6):\n  if os.fork() == 0:\n    x = bytearray(b'x' * (100 << 20)); time.sleep(300)\ntime.sleep(300)";

        var result = Boxes.run(Boxes.request(Language.PYTHON, code), limiter);
        var next =
                Boxes.run(Boxes.request(Language.PYTHON, "x = bytearray(b'x') * (60 << 20); print('fits')"), limiter);

        limiter.close();
        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
        assertThat(next.status()).isEqualTo(BoxStatus.OK);
        assertThat(next.peakMemoryKb()).isBetween(60L << 10, 120L << 10);
    }

    @Test
    void whatAThreadInTheGroupStartsIsLimitedToo() throws Exception {
        var limiter = MemoryLimiters.ofThisMachine().forThread(96);
        var greedy = "import os, time\nfor _ in range(6):\n  if os.fork() == 0:\n    x = bytearray(b'x' * (100 << 20));"
                + " time.sleep(300)\ntime.sleep(300)";
        try (var thread = Executors.newSingleThreadExecutor()) {
            var results = thread.submit(() -> {
                        var own = limiter.ofThisThread();
                        try {
                            return Stream.of(greedy, "print('fits')", greedy, "print('fits')")
                                    .map(code -> Boxes.request(Language.PYTHON, code))
                                    .map(request -> Box.run(Boxes.HOST, request, own, () -> false))
                                    .map(BoxResult::status)
                                    .toList();
                        } finally {
                            own.close();
                        }
                    })
                    .get(180, TimeUnit.SECONDS);

            assertThat(results)
                    .containsExactly(BoxStatus.MEMORY_LIMIT, BoxStatus.OK, BoxStatus.MEMORY_LIMIT, BoxStatus.OK);
        }
    }

    /**
     * It is believed, and has two seconds left: in those too its memory is limited. Where the service is root the pipe is
     * root's and cannot be opened: an ordinary user's test run is the proof.
     */
    @Test
    void aProgramThatForgesItsEndStaysWithinItsMemory() {
        var code = """
                import os, time
                for number in range(3, 16):
                    try:
                        with open(f'/proc/1/fd/{number}', 'w') as pipe: pipe.write('0\\n')
                    except OSError: pass
                for _ in range(4):
                    if os.fork() == 0:
                        x = b'x' * (100 << 20)
                        time.sleep(300)
                time.sleep(300)
                """;

        var result = Boxes.python(code);

        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
        assertThat(result.exitCode()).isEqualTo(137);
    }

    @Test
    void aShellThatGetsNoMemoryIsAMemoryLimit() {
        var result = Boxes.run(Boxes.request(Language.BASH, "a=x; while :; do a=$a$a; done"));

        assertThat(Boxes.err(result)).contains("cannot allocate");
        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
    }

    @Test
    void fileLocksWithoutEndAreAMemoryLimit() {
        var result = Boxes.run(locks());

        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
        assertThat(result.wall()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void theSameFileLocksAreStoppedBesideAControlGroup() {
        var limiter = MemoryLimiters.ofThisMachine().forThread(95);

        var result = Boxes.run(locks(), limiter);

        limiter.close();
        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
        assertThat(result.wall()).isLessThan(Duration.ofSeconds(20));
    }

    private static BoxRequest locks() {
        return Boxes.request(Language.PYTHON, """
                import fcntl, os, time
                for process in range(20):
                    if os.fork() == 0:
                        for number in range(20):
                            file = os.open(f'{process}-{number}', os.O_RDWR | os.O_CREAT)
                            for start in range(3000, 0, -1): fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * start)
                        time.sleep(30)
                        os._exit(0)
                time.sleep(30)
                """);
    }

    @Test
    void aDatabaseMayLockItsFile() {
        var code = """
                import os, sqlite3
                for _ in range(4):
                    if os.fork() == 0:
                        database = sqlite3.connect('data.db', timeout=20)
                        database.execute('create table if not exists t (x)')
                        for number in range(20):
                            with database: database.execute('insert into t values (?)', (number,))
                        os._exit(0)
                for _ in range(4): print(os.wait()[1])
                print(sqlite3.connect('data.db').execute('select count(*) from t').fetchone())
                """;

        var result = Boxes.python(code);

        assertThat(Boxes.err(result)).isEmpty();
        assertThat(Boxes.out(result)).isEqualTo("0\n0\n0\n0\n(80,)\n");
    }

    @Test
    void whatKilledProcessesUsedOfTheProcessorIsTold() {
        var code = "import os\nfor _ in range(4): os.fork()\nwhile True: pass";

        var result = Boxes.python(code, Boxes.limits(Duration.ofSeconds(2)));

        assertThat(result.status()).isEqualTo(BoxStatus.TIMEOUT);
        assertThat(result.cpu()).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void theWritableFileSystemIsFullAt64Megabytes() {
        var code = """
                import os
                written = 0
                try:
                    for index in range(100):
                        with open(f'/tmp/{index}', 'wb') as file:
                            file.write(b'x' * (1 << 20)); written += 1
                except OSError as full:
                    print(written, full.strerror)
                """;

        var result = Boxes.python(code);

        assertThat(Boxes.out(result)).contains("No space left on device");
        assertThat(Integer.parseInt(Boxes.out(result).split(" ")[0])).isBetween(55, 64);
    }

    @Test
    void oneRunLeavesNothingForTheNext() {
        Boxes.python("open('/tmp/message', 'w').write('x'); open('/dev/shm/message', 'w').write('x')");

        var result = Boxes.python("import os; print(os.listdir('/tmp'), os.listdir('/dev/shm'))");

        assertThat(Boxes.out(result)).isEqualTo("[] []\n");
    }

    @Test
    void aHugeStandardInputIsRead() {
        var request = new BoxRequest(
                Boxes.RUNTIMES.of(Language.PYTHON).orElseThrow(),
                "import sys; print(len(sys.stdin.read()))".getBytes(StandardCharsets.UTF_8),
                List.of(),
                new byte[1 << 20],
                Limits.DEFAULTS);

        var result = Boxes.run(request);

        assertThat(Boxes.out(result)).isEqualTo("1048576\n");
    }

    @Test
    void emptyFilesWithoutEndAreAMemoryLimit() {
        var code = """
                import os
                index = 0
                while True:
                    os.close(os.open(f'/tmp/{index}', os.O_CREAT | os.O_WRONLY)); index += 1
                """;

        var result = Boxes.python(code, SMALL);

        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
    }

    @Test
    void theSameEmptyFilesAreStoppedByAControlGroup() {
        var limiter = MemoryLimiters.ofThisMachine().forThread(97);
        var code = """
                import os
                index = 0
                while True:
                    os.close(os.open(f'/tmp/{index}', os.O_CREAT | os.O_WRONLY)); index += 1
                """;

        var result = Boxes.run(Boxes.request(Language.PYTHON, code, List.of(), SMALL), limiter);

        limiter.close();
        assertThat(result.status()).isEqualTo(BoxStatus.MEMORY_LIMIT);
    }
}
