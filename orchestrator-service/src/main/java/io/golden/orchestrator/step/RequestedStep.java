package io.golden.orchestrator.step;

import io.vertx.core.json.JsonObject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;

/**
 * A step as a request names it.
 *
 * @param type by default what the role does
 * @param input handed to the agent as it is
 * @param estimatedTokens reserved before the step is handed out
 */
public record RequestedStep(
        @NotNull @Pattern(regexp = "[a-z][a-z0-9_-]{0,63}", message = "must be a lower-case name")
        String role,

        @Pattern(
                regexp = "develop|fix|refactor|document|improve|work|test|review|deploy",
                message = "must be one of develop, fix, refactor, document, improve, work, test, review, deploy")
        String type,

        Map<String, Object> input,
        @Min(1) @Max(10_000_000) Long estimatedTokens,
        @Min(1) @Max(10) Integer maxAttempts) {

    /** As the task keeps it. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("role", role)
                .put("type", type)
                .put("input", new JsonObject(inputOrEmpty()))
                .put("estimated_tokens", estimatedTokens)
                .put("max_attempts", maxAttempts);
    }

    public static RequestedStep of(JsonObject kept) {
        return new RequestedStep(
                kept.getString("role"),
                kept.getString("type"),
                kept.getJsonObject("input").getMap(),
                kept.getLong("estimated_tokens"),
                kept.getInteger("max_attempts"));
    }

    public StepType stepType() {
        return type == null ? StepType.forRole(role) : StepType.of(type);
    }

    public Map<String, Object> inputOrEmpty() {
        return Optional.ofNullable(input).orElse(Map.of());
    }
}
