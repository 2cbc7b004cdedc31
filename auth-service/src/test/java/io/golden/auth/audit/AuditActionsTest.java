package io.golden.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of actions in docs/audit.md against the sources of all services. */
class AuditActionsTest {
    private static final String ACTION =
            "(?:auth|budget|dlq|breakers|agent|task|review|escalation|learning|synthesis|webhook|integration|flag|event|error|notification|audit)"
                    + "(?:\\.[a-z_]+)+";
    private static final Pattern DOCUMENTED = Pattern.compile("`(" + ACTION + ")`");
    private static final Pattern LITERAL = Pattern.compile("[\"'](" + ACTION + ")[\"']");

    /** Where triggers are set up, the action comes last. */
    private static final Pattern LAST_OF_TUPLE = Pattern.compile("'(" + ACTION + ")'\\)");

    /** Actions are commands, refused or not; the types of events are in the past tense. */
    private static final Pattern NO_ACTION = Pattern.compile("event\\..*|.*(?<!_refus)ed");

    @Test
    void everyActionInTheCodeIsDocumented() throws IOException {
        var written = new TreeSet<String>();
        for (var file : sources()) {
            var text = Files.readString(file);
            if (file.toString().endsWith("R__oncall.sql")) {
                LAST_OF_TUPLE
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .forEach(written::add);
            } else if (text.contains("AuditEntry")) {
                LITERAL.matcher(text).results().map(found -> found.group(1)).forEach(written::add);
            }
        }
        written.removeIf(action -> NO_ACTION.matcher(action).matches());

        assertThat(written).isNotEmpty().isSubsetOf(documented());
    }

    @Test
    void everyDocumentedActionIsInTheCode() throws IOException {
        var literals = new TreeSet<String>();
        for (var file : sources()) {
            LITERAL.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(literals::add);
        }

        assertThat(documented()).isSubsetOf(literals);
    }

    private static Set<String> documented() throws IOException {
        var page = Files.readString(Checkout.file("docs/audit.md"));
        var actions = new TreeSet<String>();
        page.substring(page.indexOf("## Actions"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> DOCUMENTED
                        .matcher(line.split("\\|")[1])
                        .results()
                        .map(found -> found.group(1))
                        .forEach(actions::add));
        return actions;
    }

    private static Iterable<Path> sources() throws IOException {
        try (var modules = Files.list(Checkout.file("."))) {
            return modules.map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .flatMap(AuditActionsTest::files)
                    .toList();
        }
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|sql)")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
