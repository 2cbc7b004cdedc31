package io.golden.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.auth.secret.SecretBox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SealKeysTest {
    private static final byte[] TEXT = "a seal".getBytes(StandardCharsets.UTF_8);

    @Inject
    Database database;

    @BeforeEach
    @AfterEach
    void noKeys() {
        Chain.force("delete from audit.audit_seal_keys");
    }

    @Test
    void aNewSecretBringsANewKeyAndTheOldOnesStay() {
        var first = keys(1).ring().active();
        var signed = first.sign(TEXT);

        var second = keys(2, 1).ring();
        var third = keys(3, 2).ring();

        assertThat(keys(1).ring().active().kid())
                .as("a secret of long ago opens nothing")
                .isNotEqualTo(first.kid());
        assertThat(second.active().kid()).isNotEqualTo(first.kid());
        assertThat(third.active().kid()).isNotEqualTo(second.active().kid());
        assertThat(third.verifies(first.kid(), TEXT, signed)).isTrue();
        assertThat(third.verifies(second.active().kid(), TEXT, signed)).isFalse();
    }

    @Test
    void aKeyThatOurSecretDoesNotOpenIsNotOurs() {
        var foreign = keys(7).ring().active();

        var ring = keys(1).ring();

        assertThat(ring.knows(foreign.kid())).isFalse();
        assertThat(ring.verifies(foreign.kid(), TEXT, foreign.sign(TEXT))).isFalse();
    }

    /** Two boxes cannot be swapped either: each is bound to its name. */
    @Test
    void aKeyUnderAnotherNameIsNotOurs() {
        var first = keys(1).ring().active();

        Chain.force("update audit.audit_seal_keys set kid = 'renamed'");

        assertThat(keys(1).ring().knows("renamed")).isFalse();
        assertThat(keys(1).ring().knows(first.kid())).isFalse();
    }

    @Test
    void replicasThatStartAtOnceAgree() throws Exception {
        var starting = IntStream.range(0, 8)
                .<Callable<String>>mapToObj(_ -> () -> keys(1).ring().active().kid())
                .toList();

        var kids = new HashSet<String>();
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var kid : replicas.invokeAll(starting)) {
                kids.add(kid.get());
            }
        }

        assertThat(kids).hasSize(1);
    }

    /** The keys of a replica whose secrets are these, the current one first. */
    private SealKeys keys(int... secrets) {
        return new SealKeys(
                database,
                new SecretBox(Arrays.stream(secrets)
                        .<SecretKey>mapToObj(SealKeysTest::secret)
                        .toList()));
    }

    private static SecretKeySpec secret(int number) {
        var bytes = new byte[32];
        bytes[0] = (byte) number;
        return new SecretKeySpec(bytes, "AES");
    }
}
