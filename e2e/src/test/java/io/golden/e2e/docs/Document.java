package io.golden.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Markdown file and its blocks of commands that can be run: those fenced as {@code bash run}. */
record Document(Path file, List<String> runnableBlocks) {

    private static final String OPENING = "```bash run";
    private static final String CLOSING = "```";

    static Document read(Path file) {
        try {
            return parse(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Document parse(Path file, List<String> lines) {
        var blocks = new ArrayList<String>();
        var block = new ArrayList<String>();
        boolean inside = false;
        for (String line : lines) {
            if (!inside && line.strip().equals(OPENING)) {
                inside = true;
            } else if (inside && line.strip().equals(CLOSING)) {
                blocks.add(String.join("\n", block));
                block.clear();
                inside = false;
            } else if (inside) {
                block.add(line);
            }
        }
        if (inside) {
            throw new IllegalArgumentException(file + ": a block of commands is never closed");
        }
        return new Document(file, List.copyOf(blocks));
    }

    /** README and everything under docs/, in a stable order, as far as it has something to run. */
    static List<Document> runnableOnesIn(Path root) {
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md")), docs.sorted())
                    .filter(path -> path.toString().endsWith(".md"))
                    .map(Document::read)
                    .filter(document -> !document.runnableBlocks().isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All blocks as one script: a reader pastes them one after the other into one shell. */
    String script() {
        return "set -euo pipefail\n" + String.join("\n", runnableBlocks) + "\n";
    }
}
