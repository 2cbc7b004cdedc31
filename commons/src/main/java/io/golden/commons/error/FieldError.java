package io.golden.commons.error;

/** One failing field of a request: its snake_case path and the rule it breaks. */
public record FieldError(String field, String message) {}
