package io.golden.orchestrator.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.orchestrator.content.FileSet.Reading;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSetTest {
    private static JsonObject output(Object... files) {
        return JsonObject.of("files", new JsonArray(List.of(files)));
    }

    private static JsonObject file(String path, String content) {
        return JsonObject.of("path", path, "content", content);
    }

    @Test
    void theHashIsThatOfTheContract() {
        var set = new FileSet(List.of(new CodeFile("b.py", "2"), new CodeFile("a.py", "1")));

        // printf 'a.py\0001\000b.py\0002\000' | sha256sum
        assertThat(set.hash()).isEqualTo("e7617eded94a4a1537232e58f540efcca736cb31d4c6b08dbb7d16579f313e97");
    }

    @Test
    void theOrderOfTheFilesDoesNotMatterAndTheirNamesDo() {
        var one = FileSet.read(output(file("a", "1"), file("b", "2")));
        var turned = FileSet.read(output(file("b", "2"), file("a", "1")));
        var moved = FileSet.read(output(file("a", "12"), file("b", "")));

        assertThat(turned).isEqualTo(one);
        assertThat(moved).isNotEqualTo(one);
    }

    @Test
    void whateverElseAnAgentSendsIsUnusable() {
        var hostile = List.of(
                new JsonObject(),
                JsonObject.of("files", "main.py"),
                output(),
                output(7),
                output(JsonObject.of("path", "a")),
                output(file("", "x")),
                output(file("/etc/passwd", "x")),
                output(file("../a", "x")),
                output(file("a/../../b", "x")),
                output(file("a//b", "x")),
                output(file("a\\b", "x")),
                output(file("a\nb", "x")),
                output(file("a".repeat(201), "x")),
                output(file("a", "x"), file("a", "y")));

        assertThat(hostile).allSatisfy(o -> assertThat(FileSet.read(o)).isInstanceOf(Reading.Unusable.class));
    }
}
