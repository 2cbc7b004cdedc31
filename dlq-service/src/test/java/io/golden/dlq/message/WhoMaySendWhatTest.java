package io.golden.dlq.message;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.golden.dlq.Dead;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** dlq-service may publish almost everywhere; who asks it to may not. */
@QuarkusTest
class WhoMaySendWhatTest {
    private static final String OTHER_SUBJECT = "{\"note\": \"x\", \"requeue\": true, \"subject\": \"%s\"}";
    private static final String OTHER_DATA = "{\"note\": \"x\", \"requeue\": true, \"data\": %s}";

    private final String tenant = "t-" + UUID.randomUUID();

    @Test
    void theServicesTokenGoesNowhereButWhereTheVoteCameFrom() {
        // given
        var id = vote(subject());
        var elsewhere = "prc." + UUID.randomUUID() + ".request";

        // when
        Dead.resolve(id, OTHER_SUBJECT.formatted(elsewhere)).then().statusCode(200);

        // then
        var headers = Dead.stored("PRC", elsewhere).getFirst().getHeaders();
        assertThat(headers.keySet()).doesNotContain("Golden-Token", "Golden-Subject", "Golden-Subject-Roles");
    }

    @Test
    void whatNoAgentSendsIsVouchedForNowhere() {
        // given
        var subject = "prc." + UUID.randomUUID() + ".request";
        var id = vote(subject);

        // when
        Dead.resolve(id, "{\"note\": \"x\", \"requeue\": true}").then().statusCode(200);

        // then
        assertThat(Dead.stored("PRC", subject).getFirst().getHeaders().keySet())
                .doesNotContain("Golden-Token", "Golden-Subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"event.auth.session.revoked", "event.dlq.message.critical", "prc.1.result"})
    void anotherSubjectTakesACallerOfAllTenants(String subject) {
        // given
        var id = letter(subject(), "{}");

        // then
        ofTenant(id, OTHER_SUBJECT.formatted(subject))
                .then()
                .statusCode(403)
                .body("error_code", equalTo("auth.forbidden"))
                .body("message", containsString("another subject"));
        assertThat(Dead.row(id)).containsEntry("resolved", false);
    }

    @Test
    void theOwnSubjectIsNoOther() {
        var subject = subject();
        var id = letter(subject, "{}");

        ofTenant(id, OTHER_SUBJECT.formatted(subject)).then().statusCode(200);
    }

    @Test
    void nobodyMakesAnEventOutOfSomethingElse() {
        var id = letter(subject(), "{}");

        Dead.resolve(id, OTHER_SUBJECT.formatted("event.auth.session.revoked"))
                .then()
                .statusCode(422)
                .body("details.errors[0].field", equalTo("subject"));
    }

    @Test
    void whatAnEventSaysIsChangedOnlyByWhoMayActForAllTenants() {
        // given
        var id = letter("event.test.thing.happened", "{\"a\":1}");
        var edited = OTHER_DATA.formatted("{\"a\": 2}");

        // then
        ofTenant(id, edited).then().statusCode(403);
        Dead.resolve(id, edited).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tenant_id\": \"another\"}",
                "\"{\\\"tenant_id\\\":\\\"another\\\"}\"",
                "\"\\ufeff{\\\"tenant_id\\\":\\\"another\\\"}\"",
                "\"{\\\"tenant_id\\\":\\\"another\\\",\\\"tenant_id\\\":null}\""
            })
    void anEditNamesNoTenantOfSomebodyElse(String data) {
        // given
        var id = letter(subject(), "{}");

        // then
        ofTenant(id, OTHER_DATA.formatted(data)).then().statusCode(403).body("message", containsString("tenant_id"));
        ofTenant(id, OTHER_DATA.formatted("{\"tenant_id\": \"%s\"}".formatted(tenant)))
                .then()
                .statusCode(200);
    }

    @Test
    void theTenantOfARequeueIsThatOfTheRow() {
        // given
        var subject = subject();
        var id = letter(subject, "{}");

        // when
        ofTenant(id, OTHER_DATA.formatted("{\"a\": 1}")).then().statusCode(200);

        // then
        assertThat(Dead.stored("PRC", subject).getFirst().getHeaders().get("Golden-Tenant"))
                .containsExactly(tenant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prc.*.response", "dlq.prc.1.response", "$JS.API.INFO", "_INBOX.x.y"})
    void aMessageWhoseOwnSubjectCannotBePublishedToGoesElsewhereOrNowhere(String own) {
        // given
        var more = Map.of("Golden-Original-Subject", own, "Golden-Tenant", tenant);
        var id = Dead.letter("prc.1.response", "{}".getBytes(StandardCharsets.UTF_8), more);

        // then
        Dead.resolve(id, "{\"note\": \"x\", \"requeue\": true}")
                .then()
                .statusCode(422)
                .body("details.errors[0].field", equalTo("subject"));
        Dead.resolve(id, OTHER_SUBJECT.formatted(subject())).then().statusCode(200);
    }

    private long vote(String subject) {
        var sender = Map.of("Golden-Subject", "tester-1", "Golden-Subject-Roles", "tester");
        return letter(subject, "{}", sender);
    }

    private long letter(String subject, String data) {
        return letter(subject, data, Map.of());
    }

    private long letter(String subject, String data, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("Golden-Tenant", tenant);
        return Dead.letter(subject, data.getBytes(StandardCharsets.UTF_8), headers);
    }

    private Response ofTenant(long id, String body) {
        var token = Tokens.user("ada", "admin", "dlq.read", "dlq.resolve")
                .tenants(tenant)
                .sign();
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/dlq/" + id + "/resolve");
    }

    private static String subject() {
        return "prc." + UUID.randomUUID() + ".response";
    }
}
