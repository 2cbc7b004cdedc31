package io.golden.commons.configuration;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** {@code true} or {@code false} in any case; any other word is a mistake that stops the service, not a quiet false. */
public final class TrueOrFalse implements Converter<Boolean> {
    static final String EXPECTED = "true or false";

    @Override
    public Boolean convert(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Expected " + EXPECTED);
        };
    }
}
