package io.golden.sandbox.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.language.Language;
import io.golden.sandbox.linux.ProcessTree;
import io.golden.sandbox.memory.ResidentMemory;
import io.golden.test.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final Logger LOG = Logger.getLogger(LeftoversTest.class);

    /** {@code -Dgolden.sandbox.soak=10000} for the long one. */
    private static final int RUNS = Integer.getInteger("golden.sandbox.soak", 250);

    private static final int AT_A_TIME = 500;
    private static final long MOST_GROWTH_MB = 48;
    private static final int LOOKS_AT_MEMORY = 3;
    private static final String UNTIDY = """
            import os, sys, time
            os.makedirs('artifacts'); open('artifacts/a', 'w').write('x')
            print(int(sys.stdin.read()) ** 2, flush=True)
            if os.fork() == 0:
                os.setsid()
                time.sleep(300)
            """;
    private static final String KILLED = "import time; time.sleep(300)";

    @Test
    void nothingIsLeftOfManyRunsTwoAtOnce() throws IOException {
        runTwoAtOnce(50);
        var before = Machine.now();

        var least = Long.MAX_VALUE;
        for (var look = 1; look <= LOOKS_AT_MEMORY && least >= MOST_GROWTH_MB; look++) {
            least = Math.min(least, growthOf(RUNS));
        }

        Eventually.eventually(
                Duration.ofSeconds(30),
                () -> assertThat(Machine.now().beyond(before)).isEqualTo(Machine.NOTHING));
        assertThat(least).as("megabytes that as many runs cost, every time").isLessThan(MOST_GROWTH_MB);
        LOG.infof("%d runs: %s before, %s after, %d MB more", RUNS, before, Machine.now(), least);
    }

    /** A heap that is grown once stays so; what leaks grows every time. */
    private static long growthOf(int runs) throws IOException {
        var before = residentMb();
        runTwoAtOnce(runs);
        return residentMb() - before;
    }

    /** Every answer is the right one, and every 25th program is killed at its time limit. */
    private static void runTwoAtOnce(int runs) {
        for (var first = 0; first < runs; first += AT_A_TIME) {
            var indexes = IntStream.range(first, Math.min(first + AT_A_TIME, runs));
            var results = indexes.mapToObj(LeftoversTest::start).toList();
            for (var offset = 0; offset < results.size(); offset++) {
                check(first + offset, results.get(offset).resultNow(Duration.ofMinutes(2)));
            }
        }
    }

    /** Every second one in a box whose runtime was started before. */
    private static Boxes.Running start(int index) {
        var memory = new ResidentMemory();
        return index % 2 == 0
                ? Boxes.start(request(index), memory)
                : Boxes.startAhead(Boxes.HOST, request(index), memory);
    }

    private static void check(int index, BoxResult result) {
        if (isKilled(index)) {
            assertThat(result.status()).isEqualTo(BoxStatus.TIMEOUT);
        } else {
            assertThat(Boxes.out(result)).isEqualTo((long) index * index + "\n");
            assertThat(result.artifacts()).hasSize(1);
        }
    }

    private static boolean isKilled(int index) {
        return index % 25 == 0;
    }

    private static BoxRequest request(int index) {
        var limits = isKilled(index) ? Boxes.limits(Duration.ofMillis(50)) : Limits.DEFAULTS;
        var code = (isKilled(index) ? KILLED : UNTIDY).getBytes(StandardCharsets.UTF_8);
        var stdin = Integer.toString(index).getBytes(StandardCharsets.UTF_8);
        return new BoxRequest(Boxes.RUNTIMES.of(Language.PYTHON).orElseThrow(), code, List.of(), stdin, limits);
    }

    private static long residentMb() throws IOException {
        System.gc();
        var line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(candidate -> candidate.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
    }

    /** What a run could leave behind: children and descriptors of this process, mounts, and files where it was made. */
    private record Machine(Set<Integer> processes, long descriptors, long mounts, Set<String> files) {
        static final Machine NOTHING = new Machine(Set.of(), 0, 0, Set.of());

        static Machine now() throws IOException {
            try (var descriptors = Files.list(Path.of("/proc/self/fd"));
                    var mounts = Files.lines(Path.of("/proc/self/mountinfo"));
                    var files = Files.list(Path.of("/tmp"))) {
                return new Machine(
                        new TreeSet<>(
                                ProcessTree.of((int) ProcessHandle.current().pid())),
                        descriptors.filter(Machine::isOfARun).count(),
                        mounts.count(),
                        files.map(Path::toString)
                                .filter(name -> name.contains("sandbox")
                                        || name.contains("/box")
                                        || name.contains("bwrap")
                                        || name.contains("bubble"))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }

        /** What is here and was not there; less is no leftover. */
        Machine beyond(Machine earlier) {
            return new Machine(
                    without(processes, earlier.processes),
                    Math.max(0, descriptors - earlier.descriptors),
                    Math.max(0, mounts - earlier.mounts),
                    without(files, earlier.files));
        }

        private static <T> Set<T> without(Set<T> all, Set<T> earlier) {
            return all.stream().filter(one -> !earlier.contains(one)).collect(Collectors.toSet());
        }

        /** The sockets of other tests in this process come and go. */
        private static boolean isOfARun(Path descriptor) {
            try {
                var target = Files.readSymbolicLink(descriptor).toString();
                return target.contains("memfd:") || target.contains("pipe:") || target.contains("pidfd");
            } catch (IOException e) {
                return false;
            }
        }
    }
}
