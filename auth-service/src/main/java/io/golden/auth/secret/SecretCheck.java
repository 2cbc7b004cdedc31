package io.golden.auth.secret;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Whether a {@code JWT_SECRET} is worth the name. */
final class SecretCheck {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64,}");
    private static final int FEWEST_DIFFERENT_BYTES = 16;

    private SecretCheck() {}

    /** What is wrong with it, in words that follow the variable's name; empty when nothing is. */
    static Optional<String> complaint(Optional<String> secret) {
        if (secret.isEmpty() || secret.get().isBlank()) {
            return Optional.of("it is not set");
        }
        var hex = secret.get().toLowerCase(Locale.ROOT);
        if (!FORM.matcher(hex).matches()) {
            return Optional.of("it is not at least 64 hex characters");
        }
        return looksInvented(hex) ? Optional.of("it is a placeholder") : Optional.empty();
    }

    /** Random bytes hardly ever repeat themselves; {@code 0000…}, {@code deadbeef…} and {@code 0123456789abcdef…} do. */
    private static boolean looksInvented(String hex) {
        var different = IntStream.range(0, hex.length() / 2)
                .mapToObj(i -> hex.substring(2 * i, 2 * i + 2))
                .distinct()
                .count();
        return different < FEWEST_DIFFERENT_BYTES;
    }
}
