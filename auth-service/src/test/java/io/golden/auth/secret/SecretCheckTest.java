package io.golden.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.configuration.InvalidConfiguration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "change-me",
                "abc123",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "your-secret-key-your-secret-key-your-secret-key-your-secret-key-1"
            })
    void productionRefusesWhatIsNoSecret(String secret) {
        assertThatThrownBy(() -> new DerivedKeys(Optional.of(secret), Optional.empty(), true))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("JWT_SECRET must be at least 64 random hex characters");
    }

    @Test
    void productionRefusesToBeWithoutOne() {
        assertThatThrownBy(() -> new DerivedKeys(Optional.empty(), Optional.empty(), true))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("it is not set");
    }

    @Test
    void randomHexCharactersAreASecret() {
        var secret = secret(1);

        assertThat(SecretCheck.complaint(Optional.of(secret))).isEmpty();
        assertThat(new DerivedKeys(Optional.of(secret), Optional.empty(), true).of("tests", "AES"))
                .hasSize(1);
    }

    @Test
    void keysOfTwoPurposesAndOfTwoSecretsDiffer() {
        var keys = new DerivedKeys(Optional.of(secret(1)), Optional.of(secret(2)), true);

        var one = keys.of("one", "AES");
        var other = keys.of("other", "AES");

        assertThat(one).hasSize(2);
        assertThat(one.getFirst().getEncoded()).isNotEqualTo(one.getLast().getEncoded());
        assertThat(one.getFirst().getEncoded()).isNotEqualTo(other.getFirst().getEncoded());
    }

    private static String secret(long seed) {
        var bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
