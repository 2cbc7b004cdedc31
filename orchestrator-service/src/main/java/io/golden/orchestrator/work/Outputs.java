package io.golden.orchestrator.work;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what an agent hands in, over whichever way it came. */
final class Outputs {
    private Outputs() {}

    /** Empty when it holds what the database cannot: the character U+0000. */
    static Optional<Result> result(Map<String, Object> output, long tokensUsed, List<Object> artifacts) {
        if (holdsNul(output) || holdsNul(artifacts)) {
            return Optional.empty();
        }
        // Through its text and back: the same JSON compares equal, however its parts were typed.
        var json = new JsonObject(new JsonObject(output).encode());
        return Optional.of(new Result(json, tokensUsed, new JsonArray(new JsonArray(artifacts).encode())));
    }

    private static boolean holdsNul(Object value) {
        return switch (value) {
            case null -> false;
            case String text -> text.indexOf('\0') >= 0;
            case Map<?, ?> map -> holdsNul(map.keySet()) || holdsNul(map.values());
            case Collection<?> list -> list.stream().anyMatch(Outputs::holdsNul);
            default -> false;
        };
    }
}
