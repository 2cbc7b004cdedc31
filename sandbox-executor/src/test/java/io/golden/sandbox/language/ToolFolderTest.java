package io.golden.sandbox.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolFolderTest {
    private static final Map<String, Path> TOOLS =
            Map.of("true", Path.of("/usr/bin/true"), "sh", Path.of("/bin/sh"), "awk", Path.of("/usr/bin/awk"));

    @TempDir
    Path parent;

    @Test
    void everybodyMayRunTheCopiesAndNobodyMayWriteThem() throws IOException {
        var folder = ToolFolder.create(parent, TOOLS).orElseThrow();

        try (var copies = Files.list(folder.programs())) {
            assertThat(copies).hasSize(3).allSatisfy(copy -> {
                assertThat(copy).isRegularFile().isExecutable();
                assertThat(Files.getPosixFilePermissions(copy)).hasSize(6);
            });
        }
        assertThat(Files.getPosixFilePermissions(folder.programs())).hasSize(7);
    }

    @Test
    void withoutAPlaceToWriteThereIsNone() {
        assertThat(ToolFolder.create(parent.resolve("nowhere"), TOOLS)).isEmpty();
    }

    @Test
    void theFolderOfAKilledServiceGoesAndThoseOfTheLivingStay() throws Exception {
        var own = ToolFolder.create(parent, TOOLS).orElseThrow();
        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        parent.toString())
                .inheritIO()
                .start();
        Eventually.eventually(
                Duration.ofSeconds(60), () -> assertThat(parent.resolve("made")).exists());

        var third = ToolFolder.create(parent, TOOLS).orElseThrow();
        assertThat(folders()).hasSize(3);
        other.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        var fourth = ToolFolder.create(parent, TOOLS).orElseThrow();

        assertThat(folders())
                .containsExactlyInAnyOrder(
                        own.programs().getParent(),
                        third.programs().getParent(),
                        fourth.programs().getParent());
    }

    @Test
    void whatIsTouchedIsYoung() throws IOException {
        var folder = ToolFolder.create(parent, TOOLS).orElseThrow();
        var tool = folder.programs().resolve("awk");
        Files.setLastModifiedTime(tool, FileTime.from(Instant.EPOCH));

        folder.touch();

        assertThat(Files.getLastModifiedTime(tool).toInstant()).isAfter(Instant.EPOCH);
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> paths = Files.list(parent)) {
            return paths.filter(Files::isDirectory).toList();
        }
    }

    /** Another service. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            var parent = Path.of(arguments[0]);
            if (ToolFolder.create(parent, TOOLS).isPresent()) {
                Files.createFile(parent.resolve("made"));
            }
            Thread.sleep(Duration.ofMinutes(2));
        }
    }
}
