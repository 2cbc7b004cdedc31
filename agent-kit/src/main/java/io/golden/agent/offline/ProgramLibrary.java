package io.golden.agent.offline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** The families of programs under {@code programs/}, in the order of {@code index.txt}; the last one fits any text. */
final class ProgramLibrary {
    private final ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());
    private final List<Family> families =
            text("index.txt").lines().filter(l -> !l.isBlank()).map(this::read).toList();

    List<Family> families() {
        return families;
    }

    /** The family that the text calls for most; the first of equals; the last of all when it calls for none. */
    Family choose(TaskText text) {
        return families.reversed().stream()
                .filter(family -> family.weight(text) > 0)
                // Reversed, so that of equals the first of the index is kept by max, which keeps the last.
                .max(Comparator.comparingInt(family -> family.weight(text)))
                .orElse(families.getLast());
    }

    /** A template of a family, such as {@code main.py}. */
    String template(Family family, String file) {
        return text(family.name() + "/" + file);
    }

    private Family read(String name) {
        try {
            var node = (ObjectNode) json.readTree(text(name + "/family.json"));
            return json.convertValue(node.put("name", name), Family.class);
        } catch (IOException e) {
            throw new UncheckedIOException("programs/" + name + "/family.json cannot be read", e);
        }
    }

    private static String text(String file) {
        try (var in = ProgramLibrary.class.getResourceAsStream("/programs/" + file)) {
            if (in == null) {
                throw new IllegalStateException("programs/" + file + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
