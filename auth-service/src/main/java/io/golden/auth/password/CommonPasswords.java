package io.golden.auth.password;

import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** The passwords that everybody tries first. The list and its licence stand beside this class. */
@Singleton
final class CommonPasswords {
    private final Set<String> passwords = read("common-passwords.txt.gz");

    /** However it is capitalised: whoever guesses tries that too. */
    boolean contains(String password) {
        return passwords.contains(password.strip().toLowerCase(Locale.ROOT));
    }

    int size() {
        return passwords.size();
    }

    private static Set<String> read(String resource) {
        try (var stream = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(resource), resource);
                var text = new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8)) {
            return new BufferedReader(text).lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
