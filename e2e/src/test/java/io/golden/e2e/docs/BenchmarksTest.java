package io.golden.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every measurement has what it came to in {@code docs/benchmarks.md}, where a careless edit can lose it. */
class BenchmarksTest {
    private static final Path ROOT = Path.of(System.getProperty("golden.root"));

    @Test
    void everyMeasurementHasItsSection() throws IOException {
        var document = Files.readString(ROOT.resolve("docs/benchmarks.md"));

        try (Stream<Path> measurements = Files.list(ROOT.resolve("cli/bench.d"))) {
            assertThat(measurements.map(m -> m.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(name -> {
                        assertThat(document).contains("<!-- " + name + " -->", "<!-- /" + name + " -->");
                    });
        }
    }
}
