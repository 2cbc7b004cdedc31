package io.golden.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {

    private static final Path FILE = Path.of("guide.md");

    @Test
    void takesOnlyTheBlocksThatSayTheyCanRun() {
        // given a guide with a block to read and two to run
        var lines = List.of(
                "# Guide",
                "```bash",
                "./golden up",
                "```",
                "```bash run",
                "a=1",
                "```",
                "text",
                "```bash run",
                "b=2",
                "c=3",
                "```");

        // when
        var document = Document.parse(FILE, lines);

        // then
        assertThat(document.runnableBlocks()).containsExactly("a=1", "b=2\nc=3");
    }

    @Test
    void refusesABlockThatNeverEnds() {
        // given
        var lines = List.of("```bash run", "a=1");

        // when, then
        assertThatThrownBy(() -> Document.parse(FILE, lines)).hasMessageContaining("guide.md");
    }
}
