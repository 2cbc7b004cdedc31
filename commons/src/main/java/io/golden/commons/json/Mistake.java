package io.golden.commons.json;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is wrong with a field, in words for its sender: never a class name. */
final class Mistake {
    private static final Set<Class<?>> WHOLE =
            Set.of(byte.class, short.class, int.class, long.class, Byte.class, Short.class, Integer.class, Long.class);

    private Mistake() {}

    static String of(JsonMappingException e, ObjectMapper mapper) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case InvalidFormatException format -> expected(format.getTargetType(), mapper);
            case MismatchedInputException mismatch -> expected(mismatch.getTargetType(), mapper);
            case JsonMappingException other
            when other.getCause() instanceof InputCoercionException -> "is a number out of range";
            default -> "is not valid";
        };
    }

    private static String unknown(UnrecognizedPropertyException e) {
        var known = Optional.ofNullable(e.getKnownPropertyIds()).orElseGet(Set::of).stream()
                .map(String::valueOf)
                .toList();
        return Names.nearest(e.getPropertyName(), known)
                .map(name -> "unknown field; did you mean \"" + name + "\"?")
                .orElse("unknown field");
    }

    private static String expected(Class<?> type, ObjectMapper mapper) {
        if (type == null) {
            return "is not valid";
        }
        if (WHOLE.contains(type) || type == BigInteger.class) {
            return "must be a whole number";
        }
        if (Number.class.isAssignableFrom(type) || type == double.class || type == float.class) {
            return "must be a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "must be true or false";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "must be a string";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> mapper.convertValue(constant, String.class))
                            .collect(Collectors.joining(", "));
        }
        if (type == UUID.class) {
            return "must be a UUID";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "must be a timestamp like 2026-01-31T12:00:00.123Z";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "must be a list" : "must be an object";
    }
}
