package io.golden.commons.error;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** One failing field of a request: its snake_case path and the rule it breaks. */
@RegisterForReflection
public record FieldError(String field, String message) {}
