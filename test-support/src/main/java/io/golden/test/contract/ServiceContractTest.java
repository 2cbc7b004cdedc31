package io.golden.test.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Checkout;
import io.golden.test.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * What is the same in every service. Extend it once per service, as a {@code @QuarkusTest}.
 *
 * <p>{@code -Dgolden.openapi.write=true} writes the API file instead of comparing it.
 */
public abstract class ServiceContractTest {
    private static final List<String> COMMON_METRICS = List.of(
            "http_requests_total",
            "http_request_duration_seconds_bucket",
            "error_rate",
            "cache_hit_ratio",
            "rbac_permission_denied_total",
            "rate_limit_rejected_total");

    /** Far more than any of them takes, on a busy machine too; no waiting for another service hides below it. */
    private static final Duration QUICK = Duration.ofSeconds(2);

    private static final int TRIES = 5;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    /** The names under {@code /metrics} that are this service's own, each registered at start; histograms with {@code _bucket}. */
    protected abstract List<String> metrics();

    /** The file that the API is compared with; {@code docs/api/<service>.yaml}. */
    protected Path apiFile() {
        return Checkout.file("docs/api/" + service() + ".yaml");
    }

    private static String service() {
        return ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
    }

    @Test
    protected void everyRouteDeclaresAPermissionOrThatItIsPublic() {
        var silent = routesWithoutAccess();

        assertThat(silent).isEmpty();
    }

    /** The methods that answer a verb and say neither what permission they want nor that they are public. */
    protected static List<String> routesWithoutAccess() {
        return Routes.all()
                .filter(route -> !route.declaresAccess())
                .map(route -> route.method().toString())
                .toList();
    }

    @Test
    void theApiFileIsWhatTheCodeSays() {
        var generated = given().accept("application/yaml").get(management.resolve("/openapi"));

        assertThat(generated.statusCode()).isEqualTo(200);
        ApiFile.compare(apiFile(), generated.asString());
    }

    @Test
    void healthTellsOfEachComponent() {
        var health = given().get("/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.jsonPath().getMap("$"))
                .containsKeys("status", "timestamp", "version", "uptime_seconds", "components");
        assertThat(health.jsonPath().getString("components.api")).isEqualTo("healthy");
    }

    @Test
    void probesAreOnTheManagementPort() {
        assertThat(given().get(management.resolve("/health/live")).statusCode()).isEqualTo(200);
        assertThat(given().get(management.resolve("/health/ready")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void everySeriesIsThereFromTheStart() {
        var scraped = given().get(management.resolve("/metrics")).asString();

        var names = scraped.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .distinct()
                .toList();
        assertThat(names)
                .containsAll(Stream.concat(COMMON_METRICS.stream(), metrics().stream())
                        .toList());
    }

    @Test
    void aTokenOfAnyWrongKindIsAQuick401() {
        var route = Routes.anyThatWantsALogin();

        WrongTokens.all().forEach((kind, token) -> {
            // A single try says more of the machine's other work than of the token.
            var slow = Stream.generate(() -> refused(route, kind, token))
                    .limit(TRIES)
                    .takeWhile(took -> took.compareTo(QUICK) >= 0)
                    .count();
            assertThat(slow).as("slow refusals of: %s", kind).isLessThan(TRIES);
        });
        assertThat(given().auth().oauth2(rightToken()).get(route).statusCode())
                .as("a right token, on %s", route)
                .isNotEqualTo(401);
    }

    @Test
    void whoTakesNoJsonGetsNoList() {
        for (var path : Routes.lists()) {
            var answer =
                    given().auth().oauth2(rightToken()).accept("text/plain").get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(406);
        }
    }

    @Test
    void aParameterOfAListThatNoDatabaseCanHoldIs400() {
        Routes.listParameters().forEach((path, names) -> names.forEach(name -> isRefused(path, name, "a\0b")));
    }

    @Test
    void aCursorThatNoListGaveOutIsNoFault() {
        Routes.listParameters().forEach((path, names) -> {
            if (names.contains("cursor")) {
                isRefused(path, "cursor", cursor("x"));
                isRefused(path, "cursor", cursor("2026-01-01T00:00:00Z"));
                // Some lists have ids that may be any text.
                assertThat(list(path, "cursor", cursor("2026-01-01T00:00:00Z|x"))
                                .statusCode())
                        .as(path)
                        .isIn(200, 400);
            }
        });
    }

    private void isRefused(String path, String name, String value) {
        var answer = list(path, name, value);
        assertThat(answer.statusCode()).as("%s?%s=%s", path, name, value).isEqualTo(400);
        assertThat(answer.jsonPath().getString("message")).as(path).startsWith(name + ": ");
    }

    private Response list(String path, String name, String value) {
        return given().auth().oauth2(rightToken()).queryParam(name, value).get(path);
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Duration refused(String route, String kind, String token) {
        var began = System.nanoTime();
        var answer = given().auth().oauth2(token).get(route);
        assertThat(answer.statusCode()).as(kind).isEqualTo(401);
        assertThat(answer.jsonPath().getString("error_code")).as(kind).isEqualTo("auth.unauthorized");
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** A token that this service believes, of somebody who may do everything. */
    protected String rightToken() {
        return Tokens.user("admin", "admin", Routes.permissions()).sign();
    }

    @Test
    void everyVariableIsInTheTable() {
        assertThat(ConfigurationTable.missing(Path.of("target/classes"))).isEmpty();
    }
}
