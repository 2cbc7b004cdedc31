package io.golden.commons.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

public record Order(
        @NotBlank String projectId,
        @NotNull @Min(1) Long tokens,
        Boolean urgent,
        Double weight,
        UUID reference,
        Instant wantedAt,
        Color color,
        List<@Valid Line> lines) {
    public record Line(@NotBlank String itemName, @NotNull Integer count) {}

    public enum Color {
        RED,
        GREEN
    }
}
