package io.golden.auth.me;

import static io.golden.auth.Http.as;
import static io.golden.auth.Http.me;
import static io.golden.auth.Http.token;
import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.auth.TestUsers;
import io.golden.auth.account.ServiceAccountRepository;
import io.golden.auth.user.UserRepository;
import io.golden.commons.caller.TokenVerifier;
import io.golden.data.nats.Signals;
import io.golden.data.sql.Transactions;
import io.golden.test.Servers;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GET /auth/me from memory: what a change elsewhere makes of it. */
@QuarkusTest
class ProfilesTest {
    private static final String PASSWORD = "quite another horse";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Transactions transactions;

    @Inject
    UserRepository users;

    @Inject
    ServiceAccountRepository accounts;

    @Inject
    Signals signals;

    @Inject
    TokenVerifier verifier;

    private String admin = "";

    @BeforeEach
    void anna() {
        Servers.redis().command("FLUSHALL");
        TestUsers.create("anna", PASSWORD, "observer");
        admin = token("admin", "admin123");
    }

    @AfterEach
    void nobody() {
        Servers.postgres().execute("delete from auth.users where username = 'anna'");
    }

    @Test
    void theSecondTimeNobodyAsksTheDatabase() {
        var token = token("anna", PASSWORD);
        me(token).then().statusCode(200);

        Servers.postgres().execute("update auth.users set email = 'unseen@example.org' where username = 'anna'");

        me(token).then().statusCode(200).body("email", equalTo("anna@example.org"));
    }

    @Test
    void aNewAddressIsSeenHereAtOnceAndSoonInAnotherReplica() {
        var token = token("anna", PASSWORD);
        var caller = verifier.verify(token).orElseThrow();
        var other = new Profiles(transactions, users, accounts, signals, () -> 3600);
        other.listen(new StartupEvent());
        me(token).then().statusCode(200);
        assertThat(email(other.of(caller).await().atMost(PATIENCE))).contains("anna@example.org");

        as(admin)
                .body(Map.of("email", "anna@example.net"))
                .patch("/api/v1/users/" + id())
                .then()
                .statusCode(200);

        me(token).then().statusCode(200).body("email", equalTo("anna@example.net"));
        eventually(() ->
                assertThat(email(other.of(caller).await().atMost(PATIENCE))).contains("anna@example.net"));
    }

    @Test
    void whoeverHasTheNameNextIsSomebodyElse() {
        var before = token("anna", PASSWORD);
        me(before).then().statusCode(200).body("id", equalTo(id()));
        as(admin).delete("/api/v1/users/" + id()).then().statusCode(204);
        TestUsers.create("anna", PASSWORD, "observer");

        me(token("anna", PASSWORD)).then().statusCode(200).body("id", equalTo(id()));

        eventually(() -> me(before).then().statusCode(401));
    }

    @Test
    void whoIsDisabledIsNotShownWhatIsKept() {
        var token = token("anna", PASSWORD);
        me(token).then().statusCode(200);

        as(admin)
                .body(Map.of("enabled", false))
                .patch("/api/v1/users/" + id())
                .then()
                .statusCode(200);

        eventually(() -> me(token).then().statusCode(401));
    }

    private static Optional<String> email(Optional<Profile> profile) {
        return profile.flatMap(Profile::email);
    }

    private static String id() {
        return Servers.postgres()
                .query("select id::text as id from auth.users where username = 'anna'")
                .getFirst()
                .get("id")
                .toString();
    }
}
