package io.golden.dlq.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.dlq.letter.Payload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where an edited payload differs from the original. */
final class Changes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 50;
    private static final int LONGEST_SHOWN = 500;

    private Changes() {}

    /**
     * One difference.
     *
     * @param op {@code add}, {@code remove} or {@code replace}
     * @param path JSON pointer; empty for the whole payload
     * @param from what was there, as JSON, shortened to 500 characters
     * @param to what is there now, likewise
     */
    record Change(String op, String path, Optional<String> from, Optional<String> to) {}

    /** The pointers of what was changed, added or removed, never the values, which may be secrets. */
    static List<String> between(Payload original, String edited) {
        return difference(original, edited).stream().map(Change::path).toList();
    }

    /** What was changed, added or removed; the empty pointer when the whole payload was. The first fifty. */
    static List<Change> difference(Payload original, String edited) {
        var before = parse(original.data());
        var after = parse(edited);
        if (before.isEmpty() || after.isEmpty()) {
            return original.data().equals(edited)
                    ? List.of()
                    : List.of(new Change("replace", "", shown(original.data()), shown(edited)));
        }
        var changes = new ArrayList<Change>();
        collect("", before.get(), after.get(), changes);
        return changes.size() > MOST ? List.copyOf(changes.subList(0, MOST)) : List.copyOf(changes);
    }

    private static void collect(String at, JsonNode before, JsonNode after, List<Change> changes) {
        if (changes.size() > MOST || Objects.equals(before, after)) {
            return;
        }
        if (!before.isObject() || !after.isObject()) {
            var op = before.isMissingNode() ? "add" : after.isMissingNode() ? "remove" : "replace";
            changes.add(new Change(op, storable(at), shown(before), shown(after)));
            return;
        }
        var names = new LinkedHashSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (var name : names) {
            var child = at + "/" + name.replace("~", "~0").replace("/", "~1");
            collect(child, before.path(name), after.path(name), changes);
        }
    }

    private static Optional<String> shown(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : shown(node.toString());
    }

    private static Optional<String> shown(String text) {
        return Optional.of(storable(text.substring(0, Math.min(text.length(), LONGEST_SHOWN))));
    }

    /** Escapes may stand for what neither PostgreSQL nor UTF-8 has, and the cut may have left half a character. */
    private static String storable(String text) {
        return text.replaceAll("[\\x00\\p{Cs}]", "\ufffd");
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
