package io.golden.peerhub.review;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = Servers.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "peer_hub"))
class ReviewApiTest {
    @Test
    void aReviewOpensWithTheDefaultsAndCallsForVotes() {
        // when
        var response = Hub.post(Hub.body(Hub.three(), ""));

        // then
        response.then()
                .statusCode(201)
                .body("status", equalTo("pending"))
                .body("quorum", equalTo(0.75f))
                .body("sealed", equalTo(true))
                .body("min_votes", equalTo(1))
                .body("tenant_id", equalTo("default"))
                .body("initiator", equalTo("orchestrator-service"))
                .body("voters.weight", hasItems(3333, 2500, 4167));
        var session = response.path("session_id").toString();
        Eventually.eventually(() ->
                assertThat(Hub.messages("PRC", "prc." + session + ".request")).isEqualTo(1));
    }

    @Test
    void everythingThatIsWrongWithARequestIsToldAtOnce() {
        // given
        var voters = "[{\"agent_id\":\"a\",\"role\":\"gardener\"},{\"agent_id\":\"b\",\"role\":\"tester\"},"
                + "{\"agent_id\":\"b\",\"role\":\"tester\"}]";

        // when
        var response =
                Hub.post(Hub.body(voters, "\"authors\": [\"a\"], \"veto_roles\": [\"security\"], \"min_votes\": 4,"));

        // then
        response.then()
                .statusCode(422)
                .body("error_code", equalTo("validation.unprocessable_entity"))
                .body(
                        "details.errors.field",
                        hasItems(
                                "voters[0].weight",
                                "voters[2].agent_id",
                                "voters[0].agent_id",
                                "veto_roles",
                                "min_votes"));
    }

    @Test
    void weightsThatSumToZeroAreRefused() {
        Hub.post(Hub.body("[{\"agent_id\":\"a\",\"role\":\"tester\",\"weight\":0}]", ""))
                .then()
                .statusCode(422)
                .body("details.errors[0].message", equalTo("weights sum to zero"));
    }

    @Test
    void malformedFieldsAreRefusedByName() {
        Hub.post(Hub.body(Hub.three(), "\"quorum\": 1.5, \"deadline_seconds\": 0,"))
                .then()
                .statusCode(422)
                .body("details.errors.field", hasItems("quorum", "deadline_seconds"));
        Hub.post(Hub.body(Hub.three(), "\"quorum\": 0.66667,")).then().statusCode(422);
        Hub.post(Hub.body(Hub.three(), "\"content\": {\"a\": [\"\\u0000\"]},"))
                .then()
                .statusCode(422)
                .body("details.errors[0].field", equalTo("content"));
        Hub.post(Hub.body(Hub.three(), "\"quorun\": 0.5,"))
                .then()
                .statusCode(422)
                .body("message", containsString("quorum"));
        Hub.post("{}")
                .then()
                .statusCode(422)
                .body("details.errors.field", hasItems("task_id", "content_hash", "voters"));
    }

    @Test
    void theSameKeyOpensOneReview() {
        // given
        var key = UUID.randomUUID().toString();
        var body = Hub.body(Hub.three(), "\"content\": {\"files\": []},");
        var first = postWithKey(key, body);

        // when
        var second = postWithKey(key, body);

        // then
        first.then().statusCode(201).header("Idempotent-Replayed", nullValue());
        second.then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("session_id", equalTo(first.path("session_id").toString()));
        postWithKey(key, Hub.body(Hub.three(), ""))
                .then()
                .statusCode(409)
                .body("error_code", equalTo("idempotency.conflict"));
    }

    private static Response postWithKey(String key, String body) {
        return given().header("Authorization", "Bearer " + Hub.orchestrator())
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/reviews");
    }

    @Test
    void contentIsShownAndVotesAreSealedUntilTheDecision() {
        // given
        var session = Hub.open(Hub.three(), "\"content\": {\"files\": [{\"path\": \"main.py\"}]},");
        Hub.vote(session, "tester-1", "tester", "approve").then().statusCode(200);

        // when
        var open = Hub.get("/" + session);

        // then
        open.then()
                .statusCode(200)
                .body("content.files[0].path", equalTo("main.py"))
                .body("votes_cast", equalTo(1))
                .body("votes", hasSize(0));
        Hub.get("/" + session + "/explanation")
                .then()
                .statusCode(200)
                .body("sealed", equalTo(true))
                .body("score", nullValue())
                .body("voters.vote", not(hasItem("approve")));
        Hub.get("/" + session + "/impact/security-1").then().statusCode(200).body("outcomes", hasSize(0));

        Hub.vote(session, "security-1", "security", "reject").then().body("status", equalTo("rejected"));
        Hub.get("/" + session).then().body("votes", hasSize(2)).body("votes.vote", hasItems("approve", "reject"));
        Hub.get("/" + session + "/explanation")
                .then()
                .body("sealed", equalTo(false))
                .body("score", equalTo(0.25f))
                .body("missing", equalTo(0.5f))
                .body("pivotal.agent_id", hasItem("security-1"));
    }

    @Test
    void openVotesShowWhatEachVoterCouldStillDo() {
        // given
        var session = Hub.open(Hub.three(), "\"sealed\": false,");
        Hub.vote(session, "security-1", "security", "approve");

        // when
        var impact = Hub.get("/" + session + "/impact/reviewer-1");

        // then
        impact.then()
                .statusCode(200)
                .body("weight", equalTo(3333))
                .body("outcomes.find { it.vote == 'approve' }.outcome", equalTo("passed"))
                .body("outcomes.find { it.vote == 'reject' }.outcome", equalTo("rejected"));
        Hub.get("/" + session + "/impact/nobody").then().statusCode(404);
    }

    @Test
    void listsAreFilteredByStatusTaskAndTenant() {
        // given
        var session = Hub.open(Hub.three(), "\"tenant_id\": \"acme\",");
        var task = Hub.get("/" + session).path("task_id").toString();

        // when
        var mine = Hub.get("?status=pending&task_id=" + task);

        // then
        mine.then().statusCode(200).body("session_id", equalTo(List.of(session.toString())));
        Hub.get("?status=passed&task_id=" + task).then().body("", hasSize(0));
        Hub.get("?status=done").then().statusCode(400);
        Hub.get("?task_id=7").then().statusCode(400).body("message", containsString("task_id"));
        var foreign =
                Tokens.user("bob", "observer", "review.view").tenants("other").sign();
        given().header("Authorization", "Bearer " + foreign)
                .get("/api/v1/reviews?task_id=" + task)
                .then()
                .statusCode(200)
                .body("", hasSize(0));
        given().header("Authorization", "Bearer " + foreign)
                .get("/api/v1/reviews/" + session)
                .then()
                .statusCode(404)
                .body("error_code", equalTo("resource.not_found"));
    }

    @Test
    void aCancelledReviewTellsSoAndStaysCancelled() {
        // given
        var session = Hub.open(Hub.three(), "");

        // when
        var cancelled = Hub.cancel(session);

        // then
        cancelled.then().statusCode(200).body("status", equalTo("cancelled"));
        Hub.cancel(session).then().statusCode(409).body("error_code", equalTo("state.conflict"));
        Eventually.eventually(() ->
                assertThat(Hub.messages("PRC", "prc." + session + ".cancelled")).isEqualTo(1));
        assertThat(Hub.messages("PRC", "prc." + session + ".result")).isZero();
        assertThat(Hub.decisionsAudited(session)).isEqualTo(1);
    }

    @Test
    void whatNeedsAPermissionIsRefusedWithoutIt() {
        // given
        var agent = Tokens.agent("tester-1", "tester").sign();

        // when
        var response = given().header("Authorization", "Bearer " + agent)
                .contentType("application/json")
                .body(Hub.body(Hub.three(), ""))
                .post("/api/v1/reviews");

        // then
        response.then().statusCode(403).body("error_code", equalTo("auth.forbidden"));
        given().get("/api/v1/reviews").then().statusCode(401);
    }
}
