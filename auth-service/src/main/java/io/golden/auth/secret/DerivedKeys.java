package io.golden.auth.secret;

import io.golden.commons.configuration.Environment;
import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jboss.logging.Logger;

/** The keys that grow from {@code JWT_SECRET}: one per purpose, so that none tells anything of another. */
@Singleton
public final class DerivedKeys {
    private static final Logger LOG = Logger.getLogger(DerivedKeys.class);
    private static final String EXPECTED = "at least 64 random hex characters (openssl rand -hex 32)";
    private static final String WITHOUT_SECRET = "golden development, nothing here is secret";

    private final List<String> secrets;

    @Inject
    DerivedKeys(JwtConfig config, ServiceSettings settings) {
        this(config.secret(), config.secretPrevious(), settings.environment() == Environment.PRODUCTION);
    }

    /**
     * @throws InvalidConfiguration when production has no proper secret
     */
    DerivedKeys(Optional<String> secret, Optional<String> previous, boolean production) {
        SecretCheck.complaint(secret).ifPresent(complaint -> {
            var invalid = new InvalidConfiguration("JWT_SECRET", EXPECTED + ", and " + complaint);
            if (production) {
                throw invalid;
            }
            LOG.warn(invalid.getMessage());
        });
        this.secrets = Stream.concat(Stream.of(secret.orElse(WITHOUT_SECRET)), previous.stream())
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The keys of a purpose: the current secret's first, then the previous one's if there is one. */
    public List<SecretKey> of(String purpose, String algorithm) {
        return secrets.stream()
                .map(secret -> derive(secret, purpose, algorithm))
                .toList();
    }

    private static SecretKey derive(String secret, String purpose, String algorithm) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                    .thenExpand(("golden auth " + purpose).getBytes(StandardCharsets.UTF_8), 32);
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HKDF-SHA256", e);
        }
    }
}
