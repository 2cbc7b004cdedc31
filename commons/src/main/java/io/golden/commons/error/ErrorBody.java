package io.golden.commons.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/** The error envelope of every service and of the gateway. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ErrorBody(String errorCode, String message, Map<String, Object> details, String requestId) {}
