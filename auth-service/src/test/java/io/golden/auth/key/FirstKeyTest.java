package io.golden.auth.key;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.auth.secret.DerivedKeysForTests;
import io.golden.auth.token.TokenLife;
import io.golden.data.sql.Transactions;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FirstKeyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Transactions transactions;

    @Inject
    SigningKeyStore store;

    @Inject
    PrivateKeySeal seal;

    @Inject
    KeyMaker maker;

    @Inject
    TokenLife life;

    @Inject
    SigningKeys running;

    @AfterEach
    void letTheServiceGoOn() {
        running.ensure().await().atMost(PATIENCE);
    }

    @Test
    void manyReplicasThatStartAtOnceMakeOneKey() throws Exception {
        Servers.postgres().execute("delete from auth.signing_keys");
        var replicas = Stream.generate(() -> new SigningKeys(transactions, store, seal, maker, life))
                .limit(8)
                .toList();

        try (var pool = Executors.newFixedThreadPool(replicas.size())) {
            var starts = new ArrayList<Future<?>>();
            replicas.forEach(replica ->
                    starts.add(pool.submit(() -> replica.ensure().await().atMost(PATIENCE))));
            for (var start : starts) {
                start.get();
            }
        }

        assertThat(Servers.postgres().number("select count(*) from auth.signing_keys"))
                .isEqualTo(1);
        assertThat(replicas.stream().map(replica -> replica.signer().kid()).distinct())
                .hasSize(1);
    }

    @Test
    void thePublicKeysAreForEverybody() {
        var response = get("/.well-known/jwks.json");

        response.then().statusCode(200);
        assertThat(response.headers().getValues("Cache-Control")).containsExactly("max-age=60");
        var keys = response.jsonPath();
        assertThat(keys.getList("keys")).hasSize(1);
        assertThat(keys.getMap("keys[0]").keySet()).containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
        assertThat(keys.getString("keys[0].kid")).isEqualTo(running.signer().kid());
    }

    @Test
    void aNewSecretOpensWhatThePreviousOneSealedAndSealsItAnew() {
        var before = new PrivateKeySeal(DerivedKeysForTests.of("first"));
        var during = new PrivateKeySeal(DerivedKeysForTests.of("second", "first"));
        var after = new PrivateKeySeal(DerivedKeysForTests.of("second"));
        var secret = "a private key".getBytes(StandardCharsets.UTF_8);

        var old = before.seal("kid", secret);
        var opened = during.open("kid", old);
        var renewed = during.seal("kid", opened.secret());

        assertThat(opened.byPreviousKey()).isTrue();
        assertThat(after.open("kid", renewed).secret()).isEqualTo(secret);
        assertThat(after.open("kid", renewed).byPreviousKey()).isFalse();
        assertThatThrownBy(() -> after.open("kid", old)).hasMessageContaining("JWT_SECRET_PREVIOUS");
        assertThatThrownBy(() -> after.open("another kid", renewed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noPrivateKeyStandsInTheTable() {
        var stored = Servers.postgres()
                .query("select private_key_encrypted as sealed from auth.signing_keys")
                .getFirst();

        var sealed = HexFormat.of().formatHex((byte[]) stored.get("sealed"));
        assertThat(sealed)
                .doesNotContain(HexFormat.of().formatHex(running.signer().key().getEncoded()));
    }
}
