package io.golden.sandbox.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.golden.test.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only root can be somebody else. */
class ThreadUserTest {
    private static final int ID = 61_234;
    private static final Path THREAD = Path.of("/proc/thread-self/status");

    private final Descriptors descriptors = new Descriptors();
    private final Processes processes = new Processes(descriptors);

    @BeforeEach
    void root() throws IOException {
        assumeTrue(line(THREAD, "Uid").equals("0 0 0 0"));
    }

    @Test
    void whatIsStartedIsThatUserForGoodAndTheThreadIsRootAgain() throws IOException {
        // given
        var capabilities = line(THREAD, "CapEff");
        var nothing = descriptors.open("/dev/null", Descriptors.O_RDONLY);

        // when
        int pid = processes.user().as(ID, () -> processes.start(List.of("/bin/sleep", "60"), Map.of(0, nothing)));

        // then
        var child = Path.of("/proc/%d/status".formatted(pid));
        try {
            Eventually.eventually(() -> assertThat(line(child, "Name")).isEqualTo("sleep"));
            assertThat(line(child, "Uid")).isEqualTo("%1$d %1$d %1$d %1$d".formatted(ID));
            assertThat(line(child, "Gid")).isEqualTo("%1$d %1$d %1$d %1$d".formatted(ID));
            assertThat(line(child, "Groups")).isEmpty();
            for (var set : List.of("CapInh", "CapPrm", "CapEff", "CapAmb")) {
                assertThat(line(child, set)).as(set).matches("0+");
            }
            assertThat(line(THREAD, "Uid")).isEqualTo("0 0 0 0");
            assertThat(line(THREAD, "Gid")).isEqualTo("0 0 0 0");
            assertThat(line(THREAD, "CapEff")).isEqualTo(capabilities);
            assertThat(line(Path.of("/proc/self/status"), "Uid")).isEqualTo("0 0 0 0");
        } finally {
            var ended = processes.watch(pid);
            processes.kill(ended);
            processes.awaitAndReap(pid);
            descriptors.close(ended);
            descriptors.close(nothing);
        }
    }

    @Test
    void whenTheWorkFailsTheThreadIsRootAgain() throws IOException {
        assertThatThrownBy(() -> processes.user().as(ID, () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");

        assertThat(line(THREAD, "Uid")).isEqualTo("0 0 0 0");
    }

    private static String line(Path status, String name) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().replaceAll("\\s+", " "))
                .findFirst()
                .orElseThrow();
    }
}
