package io.golden.sandbox.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.language.Language;
import io.golden.sandbox.linux.ProcessTree;
import io.golden.sandbox.memory.ResidentMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final int RUNS = 500;
    private static final String UNTIDY = """
            import os, time
            os.makedirs('artifacts'); open('artifacts/a', 'w').write('x')
            if os.fork() == 0:
                os.setsid()
                time.sleep(300)
            """;
    private static final String KILLED = "import time; time.sleep(300)";

    @Test
    void nothingIsLeftOfFiveHundredRunsTwoAtOnce() throws IOException {
        runTwoAtOnce(10);
        var before = Machine.now();

        runTwoAtOnce(RUNS);

        assertThat(Machine.now()).isEqualTo(before);
    }

    private static void runTwoAtOnce(int runs) {
        var requests = IntStream.range(0, runs)
                .mapToObj(index -> index % 25 == 0
                        ? Boxes.request(Language.PYTHON, KILLED, List.of(), Boxes.limits(Duration.ofMillis(50)))
                        : Boxes.request(Language.PYTHON, UNTIDY))
                .toList();
        requests.stream()
                .map(request -> Boxes.start(request, new ResidentMemory()))
                .toList()
                .forEach(running -> running.resultNow(Duration.ofMinutes(2)));
    }

    /** What a run could leave behind: children and descriptors of this process, mounts, and files where it was made. */
    private record Machine(List<Integer> processes, long descriptors, long mounts, Set<String> files) {
        static Machine now() throws IOException {
            try (var descriptors = Files.list(Path.of("/proc/self/fd"));
                    var mounts = Files.lines(Path.of("/proc/self/mountinfo"));
                    var files = Files.list(Path.of("/tmp"))) {
                return new Machine(
                        ProcessTree.of((int) ProcessHandle.current().pid()),
                        descriptors.filter(Machine::isOfARun).count(),
                        mounts.count(),
                        files.map(Path::toString)
                                .filter(name ->
                                        name.contains("box") || name.contains("bwrap") || name.contains("bubble"))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
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
