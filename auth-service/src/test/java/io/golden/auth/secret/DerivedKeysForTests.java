package io.golden.auth.secret;

import java.util.Optional;

/** Keys of secrets that a test names. */
public final class DerivedKeysForTests {
    private DerivedKeysForTests() {}

    public static DerivedKeys of(String secret) {
        return new DerivedKeys(Optional.of(secret), Optional.empty(), false);
    }

    public static DerivedKeys of(String secret, String previous) {
        return new DerivedKeys(Optional.of(secret), Optional.of(previous), false);
    }
}
