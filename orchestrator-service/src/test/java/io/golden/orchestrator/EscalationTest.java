package io.golden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EscalationTest {
    private TestAgents agents;

    @BeforeEach
    void agentsWork() {
        agents = TestAgents.start();
    }

    @AfterEach
    void agentsGo() {
        agents.close();
    }

    @Test
    void whatThePeersRejectGoesOnWhenAHumanApproves() {
        // given
        var id = Api.create("reject this");
        Api.awaitState(id, "escalated");

        // when
        Resolve.resolve(id, "approve", "good enough");
        var task = Api.awaitState(id, "completed");

        // then: the peer hub raised the question, we did not
        assertThat(escalationsRaised(id)).isZero();
        assertThat(Servers.postgres()
                        .query(
                                "select decided_by from orchestrator.guard_results where task_id = ?::uuid and guard = 'peer_approved' and holds and decided_by <> 'system'",
                                id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("decided_by", "operator"));
        assertThat(Api.list(task, "history"))
                .anySatisfy(h -> assertThat(h.getString("by")).isEqualTo("operator"));
        Api.assertSettled(id);
    }

    @Test
    void rejectEndsTheTaskAndReleasesWhatItHolds() {
        // given
        var id = Api.create("reject and fail");
        Api.awaitState(id, "escalated");

        // when
        Resolve.resolve(id, "reject", "no use");
        var task = Api.awaitState(id, "failed");

        // then
        assertThat(task.getString("failure")).contains("no use");
        Api.assertSettled(id);
    }

    @Test
    void cancelCancels() {
        var id = Api.create("reject and cancel");
        Api.awaitState(id, "escalated");

        Resolve.resolve(id, "cancel", "");

        Api.awaitState(id, "cancelled");
    }

    @Test
    void retryBringsTheNoteToTheDeveloperAndThePeersJudgeAgain() {
        // given
        var id = Api.create("reject then retry");
        Api.awaitState(id, "escalated");

        // when
        Resolve.resolve(id, "retry", "use fewer words");
        Eventually.eventually(() -> assertThat(Peers.HUB.of(id)).hasSize(2));
        var task = Api.awaitState(id, "escalated");

        // then
        var fix = Api.list(task, "steps").getLast();
        assertThat(fix.getString("type")).isEqualTo("fix");
        assertThat(fix.getJsonObject("input").getString("note")).isEqualTo("use fewer words");
        assertThat(Peers.HUB.of(id))
                .extracting(s -> s.request().getString("content_hash"))
                .containsOnly(task.getString("content_hash"));
    }

    @Test
    void aGuardThatRefusesForTheFourthTimeAsksAHumanOnce() {
        // when
        var id = Api.create("always-bad");
        var task = Api.awaitState(id, "escalated");

        // then
        assertThat(Api.list(task, "steps").stream().filter(s -> s.getBoolean("auto_added")))
                .hasSize(3)
                .allSatisfy(s -> assertThat(s.getString("guard")).isEqualTo("has_tests"));
        assertThat(escalationsRaised(id)).isOne();
    }

    @Test
    void aDecisionThatComesBeforeTheReviewsResultIsNotLost() {
        // given: the review is open, and nobody has told how it ended
        var id = Api.create("silent");
        Api.awaitState(id, "reviewing");
        var session = Eventually.eventuallyGet(
                Duration.ofSeconds(30), () -> Peers.HUB.of(id).getFirst().id());
        Eventually.eventually(
                () -> assertThat(Api.task(id).getJsonObject("review").getString("session_id"))
                        .isEqualTo(session));

        // when: the human is faster than the result
        Resolve.publish(UUID.randomUUID().toString(), session, id, "approve", "");
        Peers.HUB.end(session, "rejected");

        // then
        Api.awaitState(id, "completed");
    }

    @Test
    void somebodyElsesResolutionMovesNothing() {
        // given
        var id = Api.create("reject untouched");
        Api.awaitState(id, "escalated");

        // when
        Resolve.publish(UUID.randomUUID().toString(), null, id, "approve", "");
        var canary = Api.create("reject the canary");
        Api.awaitState(canary, "escalated");
        Resolve.resolve(canary, "cancel", "");
        Api.awaitState(canary, "cancelled");

        // then
        assertThat(Api.task(id).getString("state")).isEqualTo("escalated");
    }

    @Test
    void tooFewVotersAskAHuman() {
        // given
        Servers.postgres()
                .execute("update orchestrator.agents set status = 'disabled' where id in ('security-1', 'reviewer-1')");
        try {
            // when
            var id = Api.create("lonely");
            var task = Api.awaitState(id, "escalated");

            // then
            assertThat(Api.list(task, "history"))
                    .anySatisfy(h -> assertThat(h.getString("why")).contains("Fewer than three"));
            Servers.postgres().execute("update orchestrator.agents set status = 'active'");
            Resolve.resolve(id, "retry", "");
            Api.awaitState(id, "completed");
        } finally {
            Servers.postgres().execute("update orchestrator.agents set status = 'active'");
        }
    }

    @Test
    void aTaskAboveItsOwnTokenBudgetAsksAHuman() {
        // given
        var id = Api.create(JsonObject.of("name", "small", "token_budget", 1050));
        Api.awaitState(id, "escalated");

        // when
        Resolve.resolve(id, "approve", "spend it");

        // then
        Api.awaitState(id, "completed");
        Api.assertSettled(id);
    }

    private static long escalationsRaised(String id) {
        return Servers.postgres()
                .number(
                        "select count(*) from orchestrator.outbox where subject = 'supervisor.escalation' and payload like '%' || ? || '%'",
                        id);
    }
}
