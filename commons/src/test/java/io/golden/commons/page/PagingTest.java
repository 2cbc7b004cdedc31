package io.golden.commons.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PagingTest {
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/rows?limit=3", "/api/v1/rows?limit=3&offset=0", "/api/v1/rows?limit=7"})
    void followingNextSeesEveryRowOnce(String first) {
        List<Integer> seen = new ArrayList<>();
        var next = first;
        for (int pages = 0; next != null && pages < 10; pages++) {
            var answer = given().urlEncodingEnabled(false).get(next);
            assertThat(answer.statusCode()).isEqualTo(200);
            seen.addAll(answer.jsonPath().getList("id", Integer.class));
            var link = answer.header("Link");
            next = link == null ? null : link.replaceAll("^<(.*)>; rel=\"next\"$", "$1");
        }

        assertThat(next).isNull();
        assertThat(seen).containsExactly(7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void theTotalIsToldOnDemand() {
        assertThat(given().get("/api/v1/rows?limit=2&count=true").header("X-Total-Count"))
                .isEqualTo("7");
        assertThat(given().get("/api/v1/rows?limit=2").header("X-Total-Count")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=", "limit", "offset="})
    void aBadLimitOrOffsetIs400(String query) {
        given().urlEncodingEnabled(false)
                .get("/api/v1/rows?" + query)
                .then()
                .statusCode(400)
                .body("message", startsWith(query.replaceFirst("=.*", "") + ": "));
    }
}
