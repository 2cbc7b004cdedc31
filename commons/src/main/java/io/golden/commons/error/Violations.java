package io.golden.commons.error;

import io.golden.commons.json.Names;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.StreamSupport;

/** Bean Validation's findings, in the caller's names. */
public final class Violations {
    private Violations() {}

    /** The failing field, without the first {@code skipped} nodes of its path. */
    public static FieldError field(ConstraintViolation<?> violation, int skipped) {
        var path = new StringBuilder();
        StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .skip(skipped)
                .forEach(node -> append(path, node));
        return new FieldError(path.isEmpty() ? "body" : path.toString(), violation.getMessage());
    }

    private static void append(StringBuilder path, Path.Node node) {
        if (node.isInIterable()) {
            path.append('[')
                    .append(node.getKey() != null ? node.getKey() : node.getIndex())
                    .append(']');
        }
        if (node.getKind() != ElementKind.CONTAINER_ELEMENT && node.getName() != null) {
            path.append(path.isEmpty() ? "" : ".").append(Names.snake(node.getName()));
        }
    }

    /** What is wrong with a parameter, by the name that the caller knows; a body that is wanted and absent included. */
    static String parameter(ConstraintViolation<?> violation, Method method) {
        var error = field(violation, 1);
        boolean isBody = Arrays.stream(method.getParameters())
                .filter(parameter -> Names.snake(parameter.getName()).equals(error.field()))
                .allMatch(parameter -> Arrays.stream(parameter.getAnnotations())
                        .noneMatch(annotation ->
                                annotation.annotationType().getPackageName().startsWith("jakarta.ws.rs")));
        return isBody ? "body: is missing" : error.field() + ": " + error.message();
    }

    /** Whether the fault is in what a method returned, which is ours, not the caller's. */
    static boolean isOurs(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }

    /** Whether it is about a whole parameter (method, parameter) and not about a field in the body. */
    static boolean isParameter(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                        .count()
                <= 2;
    }
}
