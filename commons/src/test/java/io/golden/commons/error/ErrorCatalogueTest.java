package io.golden.commons.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorCatalogueTest {
    private static final Pattern ROW = Pattern.compile("\\| (\\d{3}) \\| `([a-z_.]+)` \\|.*");

    @Test
    void theCatalogueListsExactlyTheCodesOfTheCode() throws IOException {
        var file = Path.of(System.getProperty("golden.root", "..")).resolve("docs/errors.md");

        var documented = Files.readAllLines(file).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> code.status() + " " + code.code())
                        .toList());
    }
}
