package io.golden.dlq.message;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.golden.dlq.Dead;
import io.golden.dlq.letter.DeadLetter;
import io.golden.test.Eventually;
import io.golden.test.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ListingTest {
    @Inject
    MeterRegistry meters;

    @Test
    void aListShowsAPreviewNewestFirst() {
        // given
        var tenant = tenant();
        letter(tenant, "prc.a.response", "first");
        var second = letter(tenant, "prc.b.response", "y".repeat(500));

        // when
        var list = reader(tenant).get("/api/v1/dlq?resolved=false&limit=10");

        // then
        list.then()
                .statusCode(200)
                .body("", hasSize(2))
                .body("[0].id", equalTo((int) second))
                .body("[0].data_preview", equalTo("y".repeat(200)))
                .body("[0].attempts", equalTo(5))
                .body("[0].error", equalTo("it did not work"))
                .body("[0].resolved", equalTo(false))
                .body("[0].created_at", notNullValue());
    }

    @Test
    void filtersNarrowIt() {
        // given
        var tenant = tenant();
        letter(tenant, "prc.a.response", "1");
        letter(tenant, "event.x.y.z", "2");

        // then
        assertThat(size(tenant, "")).isEqualTo(2);
        assertThat(size(tenant, "?subject=prc.*.response")).isEqualTo(1);
        assertThat(size(tenant, "?subject=event.>")).isEqualTo(1);
        assertThat(size(tenant, "?subject=prc.a")).isZero();
        assertThat(size(tenant, "?error_type=failed")).isEqualTo(2);
        assertThat(size(tenant, "?error_type=poison")).isZero();
        assertThat(size(tenant, "?resolved=true")).isZero();
        assertThat(size(tenant, "?since=2020-01-01T00:00:00Z")).isEqualTo(2);
        assertThat(size(tenant, "?until=2020-01-01T00:00:00Z")).isZero();
        reader(tenant).get("/api/v1/dlq?resolved=perhaps").then().statusCode(400);
        reader(tenant).get("/api/v1/dlq?limit=0").then().statusCode(400);
        for (var time : List.of("%2B1000000000-12-31T23:59:59.999999999Z", "-999999999-01-01T00:00:00Z", "5")) {
            reader(tenant)
                    .urlEncodingEnabled(false)
                    .get("/api/v1/dlq?until=" + time)
                    .then()
                    .statusCode(400);
        }
        reader(tenant)
                .get("/api/v1/dlq?offset=9223372036854775807&subject=prc.*.response")
                .then()
                .statusCode(400);
        assertThat(size(tenant, "?offset=2147483647&subject=prc.*.response")).isZero();
        reader(tenant()).get("/api/v1/dlq").then().statusCode(200).body("", equalTo(List.of()));
    }

    @Test
    void pagesFollowEachOther() {
        // given
        var tenant = tenant();
        for (int i = 0; i < 5; i++) {
            letter(tenant, "prc.a.response", "message " + i);
        }

        // when
        var first = reader(tenant).get("/api/v1/dlq?limit=3&count=true");

        // then
        first.then().header("X-Total-Count", "5").body("", hasSize(3));
        var link = Pattern.compile("<([^>]*)>; rel=\"next\"").matcher(first.header("Link"));
        assertThat(link.find()).isTrue();
        var rest = reader(tenant).urlEncodingEnabled(false).get(link.group(1));
        rest.then().statusCode(200).body("data_preview", equalTo(List.of("message 1", "message 0")));
    }

    @Test
    void groupsAndStatsCountSubjectsWithoutTheirIds() {
        // given
        var tenant = tenant();
        for (int i = 0; i < 3; i++) {
            letter(tenant, "prc." + UUID.randomUUID() + ".response", "x");
        }
        letter(tenant, "task.result.42", "x");

        // when
        var groups = reader(tenant).get("/api/v1/dlq/groups");

        // then
        groups.then()
                .statusCode(200)
                .body("subject", equalTo(List.of("prc.*.response", "task.result.*")))
                .body("count", equalTo(List.of(3, 1)))
                .body("[0].error", equalTo("it did not work"))
                .body("[0].first_seen", notNullValue())
                .body("[0].last_seen", notNullValue());
        reader(tenant)
                .get("/api/v1/dlq/stats")
                .then()
                .statusCode(200)
                .body("unresolved", equalTo(4))
                .body("by_subject['prc.*.response']", equalTo(3))
                .body("oldest", notNullValue());
        assertThat(DeadLetter.subjectPattern("prc." + UUID.randomUUID() + ".response"))
                .isEqualTo("prc.*.response");
        assertThat(DeadLetter.subjectPattern("task.result.42")).isEqualTo("task.result.*");
    }

    @Test
    void groupsArePagedByOffset() {
        // given
        var tenant = tenant();
        letter(tenant, "prc.a.response", "x");
        letter(tenant, "prc.a.response", "x");
        letter(tenant, "task.result.42", "x");

        // when
        var first = reader(tenant).get("/api/v1/dlq/groups?limit=1&count=true");

        // then
        first.then().header("X-Total-Count", "2").body("subject", equalTo(List.of("prc.*.response")));
        var link = Pattern.compile("<([^>]*)>; rel=\"next\"").matcher(first.header("Link"));
        assertThat(link.find()).isTrue();
        reader(tenant)
                .urlEncodingEnabled(false)
                .get(link.group(1))
                .then()
                .body("subject", equalTo(List.of("task.result.*")));
    }

    @Test
    void metricsCountWhatIsUnresolvedAndWhatCame() {
        // given
        var before = meters.get("dlq_messages")
                .tag("subject", "prc.*.result")
                .counter()
                .count();
        var tenant = tenant();

        // when
        letter(tenant, "prc." + UUID.randomUUID() + ".result", "x");

        // then
        Eventually.eventually(() -> {
            assertThat(meters.get("dlq_messages")
                            .tag("subject", "prc.*.result")
                            .counter()
                            .count())
                    .isEqualTo(before + 1);
            assertThat(meters.get("dlq_message_count").gauge().value()).isPositive();
        });
    }

    @Test
    void whatNeedsAPermissionIsRefusedWithoutIt() {
        // given
        var observer = Tokens.user("olga", "observer", "task.view").sign();
        var reader = Tokens.user("rita", "operator", "dlq.read").sign();

        // then
        given().header("Authorization", "Bearer " + observer)
                .get("/api/v1/dlq")
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer " + reader)
                .contentType("application/json")
                .body("{\"note\":\"x\"}")
                .post("/api/v1/dlq/1/resolve")
                .then()
                .statusCode(403);
        given().get("/api/v1/dlq").then().statusCode(401);
        Dead.admin("ada").get("/api/v1/dlq/999999999").then().statusCode(404);
        Dead.admin("ada").get("/api/v1/dlq/seven").then().statusCode(400);
    }

    private static String tenant() {
        return "t-" + UUID.randomUUID();
    }

    private static long letter(String tenant, String subject, String data) {
        return Dead.letter(subject, data.getBytes(StandardCharsets.UTF_8), Map.of("Golden-Tenant", tenant));
    }

    private static RequestSpecification reader(String tenant) {
        return given().header(
                        "Authorization",
                        "Bearer "
                                + Tokens.user("reader-" + tenant, "operator", "dlq.read")
                                        .tenants(tenant)
                                        .sign());
    }

    private static int size(String tenant, String query) {
        return reader(tenant).get("/api/v1/dlq" + query).jsonPath().getList("").size();
    }
}
