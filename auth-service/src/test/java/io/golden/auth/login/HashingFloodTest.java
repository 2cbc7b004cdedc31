package io.golden.auth.login;

import static io.golden.auth.Http.login;
import static io.golden.auth.Http.me;
import static io.golden.auth.Http.refresh;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** More logins than there are threads and places in the queue, none of them locked. */
@QuarkusTest
class HashingFloodTest {
    private static final int LOGINS = 300;

    @Test
    void theRestIsShedAndNobodyElseNotices() throws Exception {
        Servers.redis().command("FLUSHALL");
        var session = login("developer", "dev123").jsonPath();

        try (var flood = new Flood()) {
            for (int i = 0; i < LOGINS; i++) {
                flood.guess("flooder-" + i, 1);
            }
            me(session.getString("token")).then().statusCode(200);
            get("/.well-known/jwks.json").then().statusCode(200);
            refresh(session.getString("refresh_token")).then().statusCode(200);
            assertThat(flood.answered())
                    .as("they did not wait behind the logins")
                    .isLessThan(LOGINS);

            var answers = flood.all();

            assertThat(answers).allMatch(answer -> answer.statusCode() == 401 || answer.statusCode() == 503);
            var shed = answers.stream()
                    .filter(answer -> answer.statusCode() == 503)
                    .toList();
            assertThat(shed).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                assertThat(answer.body()).contains("\"service.unavailable\"");
            });
        }
    }
}
