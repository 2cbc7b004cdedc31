package io.golden.auth.revocation;

import static io.golden.auth.Http.login;
import static io.golden.auth.Http.me;
import static io.golden.auth.Http.token;
import static io.golden.test.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.caller.TokenVerifier;
import io.golden.commons.wire.Revocation;
import io.golden.data.sql.Transactions;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RevocationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Transactions transactions;

    @Inject
    Revocations revocations;

    @Inject
    TokenVerifier verifier;

    @BeforeEach
    void noLimits() {
        Servers.redis().command("FLUSHALL");
    }

    private <T> T inTransaction(Function<SqlConnection, Uni<T>> work) {
        return transactions.run(work).call(revocations::known).await().atMost(PATIENCE);
    }

    private UUID session(String token) {
        return verifier.verify(token).orElseThrow().sessionId().orElseThrow();
    }

    @Test
    void aTokenSignedInTheSameSecondIsRevokedOrNotByWhatItSays() {
        for (int i = 0; i < 10; i++) {
            var before = refreshed();
            inTransaction(tx -> revocations.tokensOfUser(tx, "observer"));
            var after = refreshed();

            me(before).then().statusCode(401);
            me(after).then().statusCode(200);
        }
    }

    private String refreshToken = "";

    /** A login the first time, a refresh from then on: bcrypt would take longer than the second in question. */
    private String refreshed() {
        var response = refreshToken.isEmpty() ? login("observer", "obs123") : refresh(refreshToken);
        var body = response.then().statusCode(200).extract().jsonPath();
        refreshToken = body.getString("refresh_token");
        return body.getString("token");
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        var mine = login("developer", "dev123").jsonPath();
        var other = login("developer", "dev123").jsonPath();
        var session = session(mine.getString("token"));

        inTransaction(tx -> revocations.sessionsOfUser(tx, "developer", Optional.of(session)));

        me(mine.getString("token")).then().statusCode(200);
        me(other.getString("token")).then().statusCode(401);
        refresh(other.getString("refresh_token")).then().statusCode(401);
        var renewed = refresh(mine.getString("refresh_token")).then().statusCode(200);
        me(renewed.extract().jsonPath().getString("token")).then().statusCode(200);
    }

    @Test
    void whoIsDisabledHasNoSessionLeft() {
        var mine = login("developer", "dev123").jsonPath();

        inTransaction(tx -> revocations.sessionsOfUser(tx, "developer", Optional.empty()));

        me(mine.getString("token")).then().statusCode(401);
        refresh(mine.getString("refresh_token")).then().statusCode(401);
        me(token("developer", "dev123")).then().statusCode(200);
    }

    @Test
    void whatIsRolledBackRevokesNothing() {
        var token = token("developer", "dev123");
        var before = rows();

        var failed = transactions
                .run(tx -> revocations
                        .sessionsOfUser(tx, "developer", Optional.empty())
                        .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("no"))))
                .onFailure()
                .recoverWithNull();
        failed.call(revocations::known).await().atMost(PATIENCE);

        me(token).then().statusCode(200);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void generationsOnlyRiseHoweverManyRevokeAtOnce() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < 40; i++) {
                calls.add(pool.submit(() -> inTransaction(tx -> revocations.tokensOfUser(tx, "operator"))));
            }
            for (var call : calls) {
                call.get();
            }
        }

        var hash = Revocation.hash(Revocation.USER, "operator");
        assertThat(Servers.postgres().number("select max(generation) from auth.revocations where hash = ?", hash))
                .isEqualTo(Servers.postgres()
                        .number("select token_generation from auth.users where username = 'operator'"));
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) - count(distinct generation) from auth.revocations where hash = ?",
                                hash))
                .isZero();
        me(token("operator", "operator123")).then().statusCode(200);
    }

    @Test
    void theListNamesNobodyAndIsForEverybodyInside() {
        var token = token("developer", "dev123");
        var session = session(token);
        inTransaction(tx -> revocations.session(tx, session));

        var answer =
                given().get("/api/v1/auth/revocations").then().statusCode(200).extract();

        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.asString()).doesNotContain(session.toString()).doesNotContain("developer");
        assertThat(answer.jsonPath().getList("revocations.hash", String.class))
                .contains(Revocation.hash(Revocation.SESSION, session.toString()));
        given().get("/api/v1/auth/revocations?since=nonsense").then().statusCode(400);
        given().get("/api/v1/auth/revocations?since=999999999999999999").then().statusCode(200);
    }

    @Test
    void anotherReplicasRevocationIsHeard() {
        var token = token("developer", "dev123");
        me(token).then().statusCode(200);
        var hash = Revocation.hash(Revocation.SESSION, session(token).toString());

        Servers.postgres()
                .execute(
                        "insert into auth.revocations (kind, hash, expires_at) values ('session', ?, now() + interval '1 hour')",
                        hash);

        eventually(() -> me(token).then().statusCode(401));
    }

    @Test
    void theEventGoesOutWithTheRevocation() {
        var session = session(token("developer", "dev123"));

        inTransaction(tx -> revocations.session(tx, session));

        var hash = Revocation.hash(Revocation.SESSION, session.toString());
        assertThat(Servers.postgres().number("""
                                select count(*) from auth.outbox
                                where subject = 'event.auth.session.revoked' and payload::jsonb ->> 'hash' = ?""", hash)).isEqualTo(1);
    }

    private static long rows() {
        return Servers.postgres().number("select count(*) from auth.revocations");
    }

    private static Response refresh(String refreshToken) {
        return given().contentType("application/json")
                .body(Map.of("refresh_token", refreshToken))
                .post("/api/v1/auth/refresh");
    }
}
