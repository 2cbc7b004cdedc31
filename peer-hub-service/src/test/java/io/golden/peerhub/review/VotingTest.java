package io.golden.peerhub.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.impl.Headers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VotingTest {
    @Inject
    MeterRegistry meters;

    @Test
    void votesOverNatsPassAReviewAndTheResultIsTold() throws Exception {
        // given
        var session = Hub.open(Hub.three(), "");

        // when
        try (var nats = Hub.agents()) {
            Hub.publishVote(nats, session, token("security-1", "security"), Hub.ballot(session, "approve", Hub.HASH));
            Hub.publishVote(
                    nats, session, token("reviewer-1", "reviewer"), Hub.ballot(session, "conditional", Hub.HASH));
            Hub.publishVote(nats, session, token("tester-1", "tester"), Hub.ballot(session, "approve", Hub.HASH));
            nats.flush(Duration.ofSeconds(20));
        }

        // then
        Eventually.eventually(() -> assertThat(Hub.status(session)).isEqualTo("passed"));
        Eventually.eventually(() ->
                assertThat(Hub.messages("PRC", "prc." + session + ".result")).isEqualTo(1));
        var told = new String(Hub.last("PRC", "prc." + session + ".result").getData(), StandardCharsets.UTF_8);
        assertThat(told).contains("\"status\":\"passed\"", "\"consensus_score\":0.83335", "\"agent_id\":\"tester-1\"");
        Hub.get("/" + session + "/explanation")
                .then()
                .body("score", equalTo(0.83335f))
                .body("counts.approve", equalTo(2));
    }

    @Test
    void aVoteMayBeChangedUntilTheDecision() {
        // given
        var session = Hub.open(Hub.three(), "");
        Hub.vote(session, "tester-1", "tester", "reject").then().body("status", equalTo("pending"));

        // when
        var changed = Hub.vote(session, "tester-1", "tester", "approve");

        // then
        changed.then().statusCode(200).body("counted", equalTo(true)).body("status", equalTo("pending"));
        Hub.vote(session, "security-1", "security", "approve");
        Hub.vote(session, "reviewer-1", "reviewer", "approve").then().body("status", equalTo("passed"));
    }

    @Test
    void aLateVoteIsKeptAndNotCounted() {
        // given
        var session = Hub.open(Hub.voters("tester-1:tester", "reviewer-1:reviewer"), "\"quorum\": 0.5,");
        Hub.vote(session, "reviewer-1", "reviewer", "approve").then().body("status", equalTo("passed"));

        // when
        var late = Hub.vote(session, "tester-1", "tester", "reject");

        // then
        late.then().statusCode(200).body("counted", equalTo(false)).body("status", equalTo("passed"));
        Hub.vote(session, "reviewer-1", "reviewer", "reject").then().body("counted", equalTo(false));
        Hub.get("/" + session)
                .then()
                .body("votes_cast", equalTo(1))
                .body("consensus_score", equalTo(0.5714f))
                .body("votes.findAll { !it.counted }.agent_id", hasItem("tester-1"));
    }

    @Test
    void aVetoRejectsAtOnceAndEscalatesWithTheExplanation() {
        // given
        var session = Hub.open(Hub.three(), "\"quorum\": 0.5, \"veto_roles\": [\"tester\"],");

        // when
        var vetoed = Hub.vote(session, "tester-1", "tester", "reject");

        // then
        vetoed.then().body("status", equalTo("rejected"));
        var escalation = Eventually.eventuallyGet(Duration.ofSeconds(30), () -> escalationOf(session));
        assertThat(escalation)
                .contains(
                        "\"escalation_id\":\"" + Escalations.idOf(session) + "\"",
                        "\"severity\":\"high\"",
                        "tester-1 (tester) vetoed it: it is unsafe",
                        "\"explanation\":{");
    }

    private static String escalationOf(UUID session) {
        var last = new String(Hub.last("ESCALATIONS", "supervisor.escalation").getData(), StandardCharsets.UTF_8);
        assertThat(last).contains(session.toString());
        return last;
    }

    @Test
    void onlyWhoIsNamedMayVoteAndOnlyAsWhatItsAccountIs() {
        // given
        var session = Hub.open(Hub.three(), "");

        // when
        var stranger = Hub.vote(session, "mallory", "tester", "approve");

        // then
        stranger.then().statusCode(403);
        Hub.vote(session, "security-1", "developer", "approve").then().statusCode(403);
        Hub.vote(UUID.randomUUID(), "tester-1", "tester", "approve").then().statusCode(404);
        Hub.vote(
                        session,
                        Tokens.agent("tester-1", "tester").tenants("other").sign(),
                        Hub.ballot(session, "approve", Hub.HASH))
                .then()
                .statusCode(404);
        Hub.get("/" + session).then().body("votes_cast", equalTo(0));
    }

    @Test
    void aVoteOnOtherContentIsRefused() {
        // given
        var session = Hub.open(Hub.three(), "");

        // when
        var response = Hub.vote(session, token("tester-1", "tester"), Hub.ballot(session, "approve", "b".repeat(64)));

        // then
        response.then().statusCode(409).body("error_code", equalTo("state.conflict"));
        Hub.vote(session, token("tester-1", "tester"), "{\"vote\": \"maybe\", \"confidence\": 2}")
                .then()
                .statusCode(422)
                .body("details.errors.field", equalTo(List.of("vote", "confidence", "reasoning", "content_hash")));
    }

    @Test
    void aVoteThatCanNeverCountIsADeadLetterAndTheGoodOnesFlowOn() throws Exception {
        // given
        var session = Hub.open(Hub.three(), "");
        var unknown = UUID.randomUUID();

        // when
        try (var nats = Hub.agents()) {
            Hub.publishVote(nats, unknown, token("tester-1", "tester"), Hub.ballot(unknown, "approve", Hub.HASH));
            Hub.publishVote(nats, session, token("mallory", "tester"), Hub.ballot(session, "reject", Hub.HASH));
            Hub.publishVote(
                    nats, session, Tokens.agent("tester-1", "tester").forge(), Hub.ballot(session, "reject", Hub.HASH));
            Hub.publishVote(nats, session, token("tester-1", "tester"), "{\"vote\":");
            Hub.publishVote(nats, session, token("tester-1", "tester"), Hub.ballot(session, "approve", Hub.HASH));
            nats.flush(Duration.ofSeconds(20));
        }

        // then
        Eventually.eventually(() -> Hub.get("/" + session).then().body("votes_cast", equalTo(1)));
        Eventually.eventually(() -> {
            assertThat(Hub.messages("DLQ", "dlq.prc." + unknown + ".response")).isEqualTo(1);
            assertThat(Hub.messages("DLQ", "dlq.prc." + session + ".response")).isEqualTo(3);
        });
    }

    @Test
    void aRequeuedVoteIsItsFirstSendersAndOnlyDlqServiceMaySaySo() throws Exception {
        // given
        var session = Hub.open(Hub.three(), "");
        var vouched = requeued(Tokens.service("dlq-service").sign(), "security-1", "security");
        var wrongRole = requeued(Tokens.service("dlq-service").sign(), "tester-1", "developer");
        var borrowed = requeued(token("reviewer-1", "reviewer"), "tester-1", "tester");
        var otherService = requeued(Tokens.service("budget-service").sign(), "tester-1", "tester");

        // when
        try (var nats = Servers.nats().connectAs("dlq-service")) {
            for (var headers : List.of(wrongRole, borrowed, otherService, vouched)) {
                Hub.publishVote(nats, session, headers, Hub.ballot(session, "approve", Hub.HASH));
            }
            nats.flush(Duration.ofSeconds(20));
        }

        // then
        Eventually.eventually(() -> assertThat(Hub.messages("DLQ", "dlq.prc." + session + ".response"))
                .isEqualTo(3));
        Eventually.eventually(() -> assertThat(Servers.postgres()
                        .query("select agent_id from peer_hub.peer_votes where session_id = ?", session))
                .singleElement()
                .extracting(row -> row.get("agent_id"))
                .isEqualTo("security-1"));
    }

    private static Headers requeued(String token, String sender, String role) {
        return new Headers()
                .put("Golden-Token", token)
                .put("Golden-Subject", sender)
                .put("Golden-Subject-Roles", role)
                .put("Golden-Message-Id", UUID.randomUUID().toString())
                .put("Golden-Requeues", "1");
    }

    @Test
    void theTimeToConsensusIsMeasured() {
        // given
        var before = decisionsMeasured();
        var session = Hub.open(Hub.voters("tester-1:tester"), "");

        // when
        Hub.vote(session, "tester-1", "tester", "approve").then().body("status", equalTo("passed"));

        // then
        assertThat(decisionsMeasured()).isGreaterThan(before);
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where resource_id = ? and user_id = 'tester-1'",
                                session.toString()))
                .isEqualTo(1);
    }

    private long decisionsMeasured() {
        return meters.get("peer_review_consensus_time").summary().count();
    }

    private static String token(String agent, String role) {
        return Tokens.agent(agent, role).sign();
    }
}
