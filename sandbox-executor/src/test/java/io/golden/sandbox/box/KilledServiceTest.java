package io.golden.sandbox.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.linux.ProcessTree;
import io.golden.test.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KilledServiceTest {
    /** The service, bubblewrap, the first process, the program and its child. */
    private static final int ALL = 5;

    @Test
    void aBoxDiesWithTheServiceThatWasKilled() throws Exception {
        var service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LonelyBox.class.getName())
                .redirectErrorStream(true)
                .start();
        Eventually.eventually(
                Duration.ofSeconds(60),
                () -> assertThat(ProcessTree.of((int) service.pid())).hasSizeGreaterThanOrEqualTo(ALL));
        var processes = ProcessTree.of((int) service.pid());

        service.destroyForcibly().waitFor();

        Eventually.eventually(
                Duration.ofSeconds(60), () -> assertThat(alive(processes)).isEmpty());
    }

    private static List<Integer> alive(List<Integer> processes) {
        return processes.stream()
                .filter(pid -> Files.exists(Path.of("/proc/" + pid)))
                .toList();
    }
}
