package io.golden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A database's clock that is set back by an hour leaves rows whose time is an hour ahead: nothing waits for it. What each
 * test writes into a row is what the clock would have left there.
 */
@QuarkusTest
class ClockSetBackTest {
    private static final String IN_AN_HOUR = "now() + interval '1 hour'";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aTaskAndTheBackOffOfItsStepEndNow() {
        // given
        var id = task("late-riser");
        fail("late-riser", claimed("late-riser"));

        // when
        Servers.postgres()
                .execute(
                        "update orchestrator.task_steps set not_before = " + IN_AN_HOUR
                                + " where task_id = ?::uuid and state = 'pending'",
                        id);
        Servers.postgres()
                .execute(
                        "update orchestrator.tasks set wake_at = " + IN_AN_HOUR
                                + " where id = ?::uuid and wake_at is not null",
                        id);

        // then
        assertThat(claimed("late-riser").getInteger("attempt")).isEqualTo(2);
        WorkTest.assertSettledAfterCancel(id);
    }

    @Test
    void aDeadAgentsLeaseLastsNoLongerThanALease() {
        // given
        var id = task("ghost");
        var lost = claimed("ghost");

        // when
        Servers.postgres()
                .execute(
                        "update orchestrator.task_steps set leased_until = " + IN_AN_HOUR + " where id = ?::uuid",
                        lost.getString("step_id"));

        // then
        assertThat(claimed("ghost").getInteger("attempt")).isEqualTo(2);
        WorkTest.assertSettledAfterCancel(id);
    }

    @Test
    void aReservationIsSettledNow() {
        // given
        var id = task("debtor");
        var lease = claimed("debtor");
        var step = lease.getString("step_id");
        TestAgents.complete("debtor-1", "debtor", lease, new JsonObject(), 7);
        Eventually.eventually(PATIENCE, () -> assertThat(reservation(step)).isEqualTo("committed"));

        // when
        Servers.postgres()
                .execute(
                        "update orchestrator.step_reservations set state = 'committing', settled_at = null, next_try_at = "
                                + IN_AN_HOUR + " where step_id = ?::uuid",
                        step);

        // then
        Eventually.eventually(PATIENCE, () -> assertThat(reservation(step)).isEqualTo("committed"));
        WorkTest.assertSettledAfterCancel(id);
    }

    @Test
    void oneReviewIsEnoughForWhatWasPlannedLater() {
        // given: planned before the clock went back
        var id = Api.create("planned in the future");
        Eventually.eventually(
                PATIENCE, () -> assertThat(Api.list(Api.task(id), "steps")).isNotEmpty());
        inAnHour("task_steps", id);

        // when
        try (var agents = TestAgents.start()) {
            Api.awaitState(id, "completed");
        }

        // then
        assertThat(Servers.postgres().number("select count(*) from orchestrator.reviews where task_id = ?::uuid", id))
                .isOne();
    }

    @Test
    void aHumansWordIsLaterThanWhatLedToIt() {
        // given
        var id = task("stubborn");
        for (int attempt = 0; attempt < 3; attempt++) {
            fail("stubborn", claimed("stubborn"));
        }
        Api.awaitState(id, "escalated");
        inAnHour("task_steps", id);

        // when
        Resolve.resolve(id, "retry", "again");

        // then
        Eventually.eventually(
                PATIENCE, () -> assertThat(Servers.postgres().number("""
                        select count(*) from orchestrator.task_escalations e where task_id = ?::uuid and resolved_at >
                            all (select created_at from orchestrator.task_steps s where s.task_id = e.task_id)""", id)).isOne());
        assertThat(claimed("stubborn").getInteger("attempt")).isEqualTo(4);
        WorkTest.assertSettledAfterCancel(id);
    }

    private static void inAnHour(String table, String task) {
        Servers.postgres()
                .execute(
                        "update orchestrator." + table + " set created_at = " + IN_AN_HOUR + " where task_id = ?::uuid",
                        task);
    }

    private static void fail(String role, JsonObject lease) {
        TestAgents.as(role + "-1", role)
                .body(JsonObject.of("fencing_token", lease.getLong("fencing_token"), "error", "cannot")
                        .encode())
                .post("/api/v1/work/" + lease.getString("step_id") + "/fail")
                .then()
                .statusCode(200);
    }

    private static String reservation(String step) {
        return Servers.postgres()
                .query("select state from orchestrator.step_reservations where step_id = ?::uuid", step)
                .getFirst()
                .get("state")
                .toString();
    }

    private static String task(String role) {
        var steps = JsonArray.of(JsonObject.of("role", role, "type", "work", "max_attempts", 3));
        return Api.create(JsonObject.of("name", "step for " + role, "steps", steps));
    }

    private static JsonObject claimed(String role) {
        return Eventually.eventuallyGet(
                PATIENCE, () -> WorkTest.claim(role + "-1", role, 1, 1).getFirst());
    }
}
