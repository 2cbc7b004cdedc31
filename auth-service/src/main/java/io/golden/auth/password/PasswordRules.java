package io.golden.auth.password;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a new password must be. Asked where one is set and never at login: a rule must not lock anybody out. */
@Singleton
public final class PasswordRules {
    static final int FEWEST_BYTES = 8;

    private final CommonPasswords common;

    PasswordRules(CommonPasswords common) {
        this.common = common;
    }

    /** What is wrong with a password, in words that follow its name; empty when nothing is. */
    public Optional<String> complaint(String password) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(password) || password.indexOf('\0') >= 0) {
            return Optional.of("must be text, without the character U+0000");
        }
        var bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < FEWEST_BYTES || bytes > Passwords.MOST_BYTES) {
            return Optional.of(
                    "must be %d to %d bytes of UTF-8, and is %d".formatted(FEWEST_BYTES, Passwords.MOST_BYTES, bytes));
        }
        return common.contains(password)
                ? Optional.of("is one of the commonest passwords, which are guessed first")
                : Optional.empty();
    }
}
