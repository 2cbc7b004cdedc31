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

/** Where an edited payload differs from the original: JSON pointers, never the values, which may be secrets. */
final class Changes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 50;

    private Changes() {}

    /** The pointers of what was changed, added or removed; the empty pointer when the whole payload was. */
    static List<String> between(Payload original, String edited) {
        var before = parse(original.data());
        var after = parse(edited);
        if (before.isEmpty() || after.isEmpty()) {
            return original.data().equals(edited) ? List.of() : List.of("");
        }
        var changes = new ArrayList<String>();
        collect("", before.get(), after.get(), changes);
        return changes.size() > MOST ? List.copyOf(changes.subList(0, MOST)) : List.copyOf(changes);
    }

    private static void collect(String at, JsonNode before, JsonNode after, List<String> changes) {
        if (changes.size() > MOST || Objects.equals(before, after)) {
            return;
        }
        if (!before.isObject() || !after.isObject()) {
            changes.add(at);
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

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
