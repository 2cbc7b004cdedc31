package io.golden.commons.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z.]+):([^}]*)\\}");

    /** {@code ENV} is another name of {@code GOLDEN_ENV}, and {@code log.format} stands in a row of its own form. */
    private static final Set<String> TOLD_ELSEWHERE = Set.of("ENV");

    private static String row(MatchResult found) {
        return "| `" + found.group(1).replace('.', '_').toUpperCase(Locale.ROOT) + "` | " + found.group(2) + " |";
    }

    @Test
    void everyVariableOfTheDefaultsIsInTheTableWithItsDefault() throws IOException {
        var defaults = Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties"));
        var table = Files.readAllLines(Checkout.file("docs/configuration.md"));

        var rows = VARIABLE.matcher(defaults)
                .results()
                .filter(found -> !TOLD_ELSEWHERE.contains(found.group(1).toUpperCase(Locale.ROOT)))
                .map(ConfigurationTableTest::row)
                .collect(Collectors.toSet());

        assertThat(rows)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(row -> assertThat(table).as(row).anyMatch(line -> line.startsWith(row)));
    }
}
