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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {
    /** One whose default names no other; what is not all lower case and dots is no variable of the environment. */
    private static final Pattern INNERMOST = Pattern.compile("\\$\\{([^:${}]+):([^${}]*)\\}");

    private static final Pattern VARIABLE = Pattern.compile("[a-z.]+");

    /** {@code ENV} is another name of {@code GOLDEN_ENV}, and {@code log.format} stands in a row of its own form. */
    private static final Set<String> TOLD_ELSEWHERE = Set.of("ENV");

    private static String row(MatchResult found) {
        return "| `" + found.group(1).replace('.', '_').toUpperCase(Locale.ROOT) + "` | " + found.group(2) + " |";
    }

    /** From the inside to the outside, each replaced by its default before the next round. */
    private static Stream<MatchResult> variables(String text) {
        var found = INNERMOST.matcher(text).results().toList();
        return found.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        found.stream()
                                .filter(match ->
                                        VARIABLE.matcher(match.group(1)).matches()),
                        variables(INNERMOST.matcher(text).replaceAll("$2")));
    }

    @Test
    void everyVariableOfTheDefaultsIsInTheTableWithItsDefault() throws IOException {
        var defaults = Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties"));
        var table = Files.readAllLines(Checkout.file("docs/configuration.md"));

        var rows = variables(defaults)
                .filter(found -> !TOLD_ELSEWHERE.contains(found.group(1).toUpperCase(Locale.ROOT)))
                .map(ConfigurationTableTest::row)
                .collect(Collectors.toSet());

        assertThat(rows)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(row -> assertThat(table).as(row).anyMatch(line -> line.startsWith(row)));
    }
}
