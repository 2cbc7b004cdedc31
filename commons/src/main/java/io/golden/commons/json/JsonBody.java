package io.golden.commons.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.error.FieldError;
import io.golden.commons.error.Violations;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a body as JSON. What is not JSON is 400 with its position. JSON that does not fit is 422 with all that does not:
 * Jackson stops at the first mistake, so each is noted, taken out, and the rest is read again.
 */
@Singleton
final class JsonBody {
    private static final int MAX_MISTAKES = 32;

    private final ObjectMapper mapper;
    private final Validator validator;

    JsonBody(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    Object read(byte[] body, JavaType type) throws IOException {
        try {
            return mapper.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw refusal(body, type);
        }
    }

    private ApiException refusal(byte[] body, JavaType type) throws IOException {
        JsonNode tree;
        try {
            tree = mapper.readTree(body);
        } catch (JsonProcessingException e) {
            return ApiException.of(ErrorCode.INVALID_REQUEST, malformed(e));
        }
        var mistakes = new ArrayList<FieldError>();
        while (mistakes.size() < MAX_MISTAKES) {
            try {
                addViolations(mapper.treeToValue(tree, type), mistakes);
                break;
            } catch (JsonMappingException e) {
                mistakes.add(new FieldError(Names.path(e.getPath()), Mistake.of(e, mapper)));
                if (!takeOut(tree, e.getPath())) {
                    break;
                }
            }
        }
        return ApiException.unprocessable(List.copyOf(mistakes));
    }

    /** What validation says about the rest; a field that was taken out has been told of already. */
    private void addViolations(Object rest, List<FieldError> mistakes) {
        if (rest == null) {
            return;
        }
        var told = mistakes.stream().map(FieldError::field).toList();
        validator.validate(rest).stream()
                .map(violation -> Violations.field(violation, 0))
                .filter(error -> !told.contains(error.field()))
                .forEach(mistakes::add);
    }

    private static boolean takeOut(JsonNode root, List<JsonMappingException.Reference> path) {
        var node = root;
        for (int depth = 0; node != null && depth < path.size(); depth++) {
            var step = path.get(depth);
            boolean last = depth == path.size() - 1;
            switch (node) {
                case ObjectNode object
                when last -> {
                    return step.getFieldName() != null && object.remove(step.getFieldName()) != null;
                }
                case ArrayNode array
                when last -> {
                    boolean there = step.getIndex() >= 0 && step.getIndex() < array.size();
                    return there && array.remove(step.getIndex()) != null;
                }
                case ObjectNode object -> node = object.get(step.getFieldName());
                case ArrayNode array -> node = array.get(step.getIndex());
                default -> node = null;
            }
        }
        return false;
    }

    private static String malformed(JsonProcessingException e) {
        var location = e.getLocation();
        var what = e.getOriginalMessage().lines().findFirst().orElse("");
        var reason = what.startsWith("Duplicate field") ? what : "malformed JSON";
        return location == null
                ? "body: " + reason
                : "body: " + reason + " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
