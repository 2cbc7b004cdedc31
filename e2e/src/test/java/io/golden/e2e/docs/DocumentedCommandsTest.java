package io.golden.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the running suite that {@code GOLDEN_HOME} names: {@code ./golden test} starts one. */
@EnabledIfSystemProperty(named = "golden.journeys", matches = "true")
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of(System.getProperty("golden.root"));
    private static final long TIMEOUT_SECONDS = 300;

    @TempDir
    Path folder;

    static List<Document> documents() {
        return Document.runnableOnesIn(ROOT);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void workAsPasted(Document document) throws Exception {
        // given all blocks of one document as one shell session
        Path script = Files.writeString(folder.resolve("session.sh"), document.script());

        // when
        var result = run(script);

        // then
        assertThat(result.exitCode())
                .as("%s%n%s", document.file(), result.output())
                .isZero();
    }

    @Test
    void theTourOfTheReadmeIsAmongThem() {
        // given
        Path readme = ROOT.resolve("README.md");

        // when
        var tour = documents().stream()
                .filter(document -> document.file().equals(readme))
                .findFirst();

        // then login, budget, sandbox, task, dead letters
        assertThat(tour).isPresent();
        assertThat(tour.orElseThrow().runnableBlocks()).hasSizeGreaterThanOrEqualTo(5);
    }

    private record Result(int exitCode, String output) {}

    private Result run(Path script) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process shell = new ProcessBuilder("bash", script.toString())
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!shell.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
            return new Result(-1, "no end after " + TIMEOUT_SECONDS + " s\n" + Files.readString(output));
        }
        return new Result(shell.exitValue(), Files.readString(output));
    }
}
