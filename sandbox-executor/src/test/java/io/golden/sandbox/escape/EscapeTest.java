package io.golden.sandbox.escape;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.box.Boxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file under {@code escapes/} tries one way out and prints ESCAPED where it works. Those whose first line says
 * {@code control: bare} must work without a box, so that an attempt that could never succeed is noticed.
 */
class EscapeTest {
    private static final Path ATTEMPTS = Path.of("src/test/resources/escapes");

    static List<Path> attempts() throws IOException {
        try (var files = Files.list(ATTEMPTS)) {
            return files.sorted().toList();
        }
    }

    static Stream<Path> controls() throws IOException {
        return attempts().stream().filter(EscapeTest::hasControl);
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void noneSucceedsInTheBox(Path attempt) throws IOException {
        var result = Boxes.python(Files.readString(attempt));

        assertThat(Boxes.out(result)).doesNotContain("ESCAPED");
    }

    @ParameterizedTest
    @MethodSource("controls")
    void itWouldSucceedWithoutTheBox(Path attempt) throws Exception {
        var process = new ProcessBuilder("/usr/bin/python3", attempt.toString())
                .redirectErrorStream(true)
                .start();

        var output = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("ESCAPED");
    }

    private static boolean hasControl(Path attempt) {
        try (var lines = Files.lines(attempt)) {
            return lines.findFirst().orElse("").equals("# control: bare");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
