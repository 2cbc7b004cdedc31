package io.golden.auth.key;

import static io.golden.auth.Http.me;
import static io.golden.auth.Http.token;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.auth.token.TokenLife;
import io.golden.data.sql.Transactions;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeyRotationTest {
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

    private String admin = "";

    @BeforeEach
    void logIn() {
        Servers.redis().command("FLUSHALL");
        admin = token("admin", "admin123");
    }

    /** Whatever is under way comes to its end, so that the next test finds one key. */
    @AfterEach
    void oneKey() {
        letTimePass("400 seconds");
        reload(running);
        letTimePass("1 day");
        reload(running);
    }

    private static void letTimePass(String time) {
        Servers.postgres()
                .execute(
                        "update auth.signing_keys set sign_from = sign_from - interval '%1$s', unpublish_at = unpublish_at - interval '%1$s'"
                                .formatted(time));
    }

    private static void reload(SigningKeys keys) {
        keys.reload().await().atMost(PATIENCE);
    }

    private SigningKeys replica() {
        var replica = new SigningKeys(transactions, store, seal, maker, life);
        replica.ensure().await().atMost(PATIENCE);
        return replica;
    }

    private String rotate() {
        return given().auth()
                .oauth2(admin)
                .post("/api/v1/auth/keys/rotate")
                .then()
                .statusCode(200)
                .extract()
                .path("kid");
    }

    private static List<String> published() {
        return get("/.well-known/jwks.json").jsonPath().getList("keys.kid", String.class);
    }

    @Test
    void aNewKeyIsPublishedThenSignsThenTheOldOneGoesWithItsLastToken() {
        var other = replica();
        var old = running.signer().kid();
        var tokenOfOld = token("operator", "operator123");

        var fresh = rotate();

        // published first
        assertThat(published()).containsExactlyInAnyOrder(fresh, old);
        assertThat(running.signer().kid()).isEqualTo(old);
        reload(other);
        assertThat(other.signer().kid()).isEqualTo(old);

        // then it signs, in every replica, whoever sees it first
        letTimePass("181 seconds");
        reload(other);
        reload(running);
        assertThat(other.signer().kid()).isEqualTo(fresh);
        assertThat(running.signer().kid()).isEqualTo(fresh);
        assertThat(published()).containsExactlyInAnyOrder(fresh, old);
        me(tokenOfOld).then().statusCode(200);
        var tokenOfFresh = token("operator", "operator123");
        me(tokenOfFresh).then().statusCode(200);

        // and the old one stays as long as a token of it may live
        letTimePass("900 seconds");
        reload(running);
        assertThat(published()).containsExactlyInAnyOrder(fresh, old);
        letTimePass("91 seconds");
        reload(running);
        assertThat(published()).containsExactly(fresh);
        me(tokenOfOld).then().statusCode(401);
        me(tokenOfFresh).then().statusCode(200);
        assertThat(Servers.postgres().number("""
                                select count(*) from auth.signing_keys
                                where kid = ? and state = 'retired' and private_key_encrypted is null""", old)).isEqualTo(1);
    }

    @Test
    void manyRotationsAtOnceAreOne() throws Exception {
        var kids = new ArrayList<String>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var calls = new ArrayList<Future<String>>();
            for (int i = 0; i < 8; i++) {
                calls.add(pool.submit(this::rotate));
            }
            for (var call : calls) {
                kids.add(call.get());
            }
        }

        assertThat(kids.stream().distinct()).hasSize(1);
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where action = 'auth.key.rotate' and resource_id = ?",
                                kids.getFirst()))
                .isEqualTo(1);
    }

    @Test
    void manyReplicasSwitchAtOnceToTheSameKey() throws Exception {
        var replicas = new ArrayList<SigningKeys>();
        for (int i = 0; i < 6; i++) {
            replicas.add(replica());
        }
        var fresh = rotate();
        letTimePass("181 seconds");

        try (var pool = Executors.newFixedThreadPool(replicas.size())) {
            var calls = new ArrayList<Future<?>>();
            replicas.forEach(replica -> calls.add(pool.submit(() -> reload(replica))));
            for (var call : calls) {
                call.get();
            }
        }

        assertThat(replicas)
                .allSatisfy(replica -> assertThat(replica.signer().kid()).isEqualTo(fresh));
        assertThat(Servers.postgres().number("select count(*) from auth.signing_keys where state = 'active'"))
                .isEqualTo(1);
    }

    @Test
    void theAnswerSaysWhenItSigns() {
        var answer =
                given().auth().oauth2(admin).post("/api/v1/auth/keys/rotate").jsonPath();

        var signsFrom = Instant.parse(answer.getString("signs_from"));
        assertThat(signsFrom)
                .isBetween(Instant.now().plusSeconds(120), Instant.now().plusSeconds(190));
    }

    @Test
    void onlyAnAdministratorRotates() {
        given().auth()
                .oauth2(token("operator", "operator123"))
                .post("/api/v1/auth/keys/rotate")
                .then()
                .statusCode(403);
        given().post("/api/v1/auth/keys/rotate").then().statusCode(401);
    }
}
