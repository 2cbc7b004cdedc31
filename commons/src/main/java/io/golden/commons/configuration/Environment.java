package io.golden.commons.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where this process runs; chooses which start-up checks are fatal. */
public enum Environment {
    PRODUCTION,
    STAGING,
    DEVELOPMENT;

    /** Reads {@code GOLDEN_ENV}; stops the service on any other word. */
    static Environment parse(String text) {
        return Arrays.stream(values())
                .filter(e -> e.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new InvalidConfiguration(
                        "GOLDEN_ENV",
                        "one of "
                                + Arrays.stream(values())
                                        .map(e -> e.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }
}
