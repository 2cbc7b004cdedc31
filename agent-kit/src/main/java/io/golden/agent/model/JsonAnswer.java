package io.golden.agent.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Optional;

/** Finds the JSON object in what a model wrote: bare, fenced, or with prose around it. */
public final class JsonAnswer {
    private static final ObjectReader READER = new ObjectMapper().readerFor(JsonNode.class);
    /** More opening braces than this are not tried: prose that long is no answer. */
    private static final int MAX_STARTS = 200;

    private JsonAnswer() {}

    /** The first object in the text that parses and has the wanted field. */
    public static Optional<JsonNode> find(String text, String wantedField) {
        int starts = 0;
        for (int at = text.indexOf('{'); at >= 0 && starts < MAX_STARTS; at = text.indexOf('{', at + 1)) {
            starts++;
            try {
                JsonNode node = READER.readValue(text.substring(at));
                if (node.has(wantedField)) {
                    return Optional.of(node);
                }
            } catch (JsonProcessingException e) {
                // Not an object from here; the next brace may begin one.
            }
        }
        return Optional.empty();
    }
}
