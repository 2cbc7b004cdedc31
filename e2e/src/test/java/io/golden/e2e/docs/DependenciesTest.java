package io.golden.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every dependency of the build has its line in {@code docs/dependencies.md}. */
class DependenciesTest {
    private static final Path ROOT = Path.of(System.getProperty("golden.root"));
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>(?!io\\.golden)[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>");

    @Test
    void everyDependencyIsExplained() throws IOException {
        var document = Files.readString(ROOT.resolve("docs/dependencies.md"));
        var missing = new TreeSet<String>();

        try (Stream<Path> modules = Files.list(ROOT)) {
            for (var pom :
                    modules.map(m -> m.resolve("pom.xml")).filter(Files::exists).toList()) {
                DEPENDENCY
                        .matcher(Files.readString(pom))
                        .results()
                        .map(m -> m.group(1))
                        .filter(name -> !document.contains("`" + name + "`"))
                        .forEach(missing::add);
            }
        }

        assertThat(missing).isEmpty();
    }
}
