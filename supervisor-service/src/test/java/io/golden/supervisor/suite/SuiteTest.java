package io.golden.supervisor.suite;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.golden.commons.caller.Permission;
import io.golden.commons.health.HealthState;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SuiteTest {
    @Test
    void the_suites_health_names_services_and_components() {
        given().get("/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("degraded"))
                .body("services.auth-service", equalTo("degraded"))
                .body("services.budget-service", equalTo("unhealthy"))
                .body("components.database", equalTo("healthy"))
                .body("components.cache", equalTo("healthy"))
                .body("components.external_services", equalTo("healthy"));
    }

    @Test
    void metrics_are_for_a_direct_client_and_for_those_who_may() {
        given().header("X-Golden-Client", "direct")
                .get("/metrics")
                .then()
                .statusCode(200)
                .contentType(containsString("text/plain"))
                .body(containsString("x{service=\"auth-service\""))
                .body(containsString("up{service=\"budget-service\",instance=\"127.0.0.1:9\"} 0"));
        given().header("X-Golden-Client", "proxied").get("/metrics").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.user("olga", "observer", Permission.METRICS_VIEW).sign())
                .get("/metrics")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(Tokens.user("olga", "observer").sign())
                .get("/metrics")
                .then()
                .statusCode(403);
    }

    @Test
    void the_documentation_page_loads_nothing_from_elsewhere() {
        given().get("/docs")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("script-src 'self';"))
                .body(not(containsString("<script>")))
                .body(not(containsString("http")));
        assertThat(given().get("/docs").headers().getValues("Content-Security-Policy"))
                .as("a browser that gets two policies obeys both")
                .hasSize(1);
        given().get("/docs/swagger-ui-bundle.js").then().statusCode(200).body(containsString("SwaggerUIBundle"));
        given().get("/docs/start.js").then().statusCode(200).body(containsString("/docs/api/auth-service"));
        given().get("/docs/api/auth-service").then().statusCode(200).body("openapi", equalTo("3.1.0"));
        given().get("/docs/api/budget-service").then().statusCode(503);
        given().get("/docs/api/nothing").then().statusCode(404);
        given().get("/docs/application.properties").then().statusCode(404);
    }

    @Test
    void the_numbers_of_who_does_not_answer_are_left_out() {
        given().get("/stats")
                .then()
                .statusCode(200)
                .body("unresolved_escalations", greaterThanOrEqualTo(0))
                .body("unresolved_dead_letters", equalTo(4))
                .body("$", not(hasKey("tasks")));
    }

    @Test
    void the_front_page_says_where_to_go() {
        given().get("/").then().statusCode(200).body("docs", equalTo("/docs"));
    }

    @Test
    void a_service_is_as_well_as_its_replicas_and_it_feel() {
        var ready = HealthState.HEALTHY;
        var gone = HealthState.UNHEALTHY;

        assertThat(SuiteServices.together(List.of(ready, ready), ready)).isEqualTo(HealthState.HEALTHY);
        assertThat(SuiteServices.together(List.of(ready, gone), ready)).isEqualTo(HealthState.DEGRADED);
        assertThat(SuiteServices.together(List.of(ready), HealthState.DEGRADED)).isEqualTo(HealthState.DEGRADED);
        assertThat(SuiteServices.together(List.of(gone, gone), ready)).isEqualTo(HealthState.UNHEALTHY);
    }

    @Test
    void a_malformed_list_of_services_is_refused_with_its_form() {
        assertThatThrownBy(() -> Member.parse("auth-service http://x", _ -> Optional.empty()))
                .hasMessageContaining("SUITE_MANAGEMENT_URLS must be service=");
    }
}
