package io.golden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/agents.md is what a reader will paste: it must compile against the kit as it is. */
class DocumentedExampleTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    @TempDir
    Path classes;

    @Test
    void itCompiles() throws Exception {
        var guide = Files.readString(Path.of(System.getProperty("golden.root"), "docs", "agents.md"));
        var sources = BLOCK.matcher(guide)
                .results()
                .map(found -> source(found.group(1)))
                .toList();
        assertThat(sources).isNotEmpty();
        var problems = new DiagnosticCollector<JavaFileObject>();

        var compiler = ToolProvider.getSystemJavaCompiler();
        var options = List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        var done =
                compiler.getTask(null, null, problems, options, null, sources).call();

        assertThat(problems.getDiagnostics()).isEmpty();
        assertThat(done).isTrue();
    }

    private static JavaFileObject source(String text) {
        var name = CLASS.matcher(text);
        assertThat(name.find()).isTrue();
        return new SimpleJavaFileObject(
                URI.create("string:///" + name.group(1) + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
