package io.golden.orchestrator.step;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A step to be added behind the others.
 *
 * @param guard the guard whose refusal adds it; empty for a planned step
 */
public record NewStep(
        StepType type,
        String role,
        JsonObject input,
        int priority,
        long estimatedTokens,
        int maxAttempts,
        Optional<String> guard,
        Optional<String> reason) {}
