package io.golden.budget.reservation;

import static io.golden.budget.Budget.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClosingTest {
    @AfterEach
    void everyBalanceFollowsFromTheLedger() {
        assertThat(Budget.differences()).isZero();
    }

    @Test
    void aCommitBooksWhatWasUsedAndReturnsTheRest() {
        var budget = Budget.of(100);
        var reservation = budget.reserve(60);

        var body =
                budget.commit(reservation, 45).then().statusCode(200).extract().jsonPath();

        assertThat(body.getMap(""))
                .isEqualTo(Map.of("status", "committed", "tokens", 45, "returned", 15, "overdraft", false));
        assertThat(budget.number("current_usage")).isEqualTo(45);
        assertThat(budget.number("reserved")).isZero();
    }

    @Test
    void aCommitIsIdempotentButOnlyForItsAmount() {
        var budget = Budget.of(100);
        var reservation = budget.reserve(60);
        var first = budget.commit(reservation, 45);

        var second = budget.commit(reservation, 45);

        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        budget.commit(reservation, 46).then().statusCode(409).body("error_code", equalTo("idempotency.conflict"));
        assertThat(budget.number("current_usage")).isEqualTo(45);
    }

    @Test
    void aReleaseReturnsAll() {
        var budget = Budget.of(100);
        var reservation = budget.reserve(60);

        budget.release(reservation).then().statusCode(200).body("", equalTo(Map.of("status", "released")));
        budget.release(reservation).then().statusCode(200).body("", equalTo(Map.of("status", "released")));

        assertThat(budget.number("reserved")).isZero();
        budget.commit(reservation, 1).then().statusCode(409).body("error_code", equalTo("state.conflict"));
    }

    @Test
    void aReleaseAfterACommitIsAConflict() {
        var budget = Budget.of(100);
        var reservation = budget.reserve(60);
        budget.commit(reservation, 60);

        budget.release(reservation).then().statusCode(409).body("error_code", equalTo("state.conflict"));
    }

    @Test
    void whatIsUnknownOrAnotherTenantsIsNotFound() {
        var budget = Budget.of(100);
        var reservation = budget.reserve(60);
        var elsewhere = new Budget("other", budget.project(), budget.token());

        budget.commit(UUID.randomUUID(), 1).then().statusCode(404).body("error_code", equalTo("resource.not_found"));
        elsewhere.commit(reservation, 1).then().statusCode(404);
        elsewhere.release(reservation).then().statusCode(404);
    }

    @Test
    void onlyTheHolderOrAnAdminMayUseAReservation() {
        var budget = Budget.of(100);
        var reservation = budget.reserve(60);
        var stranger = budget.as(service("supervisor-service"));

        stranger.commit(reservation, 1).then().statusCode(403).body("message", equalTo("Insufficient permissions"));
        stranger.release(reservation).then().statusCode(403);
        stranger.post("extend", Map.of("reservation_id", reservation, "ttl_seconds", 5))
                .then()
                .statusCode(403);
        budget.as(Tokens.user("admin", "admin", "budget.spend").sign())
                .release(reservation)
                .then()
                .statusCode(200);
    }

    @Test
    void whatWasBurntIsChargedHoweverMuch() {
        var budget = Budget.of(100);
        var reservation = budget.reserve(60);

        budget.commit(reservation, 150)
                .then()
                .statusCode(200)
                .body("", equalTo(Map.of("status", "committed", "tokens", 150, "returned", 0, "overdraft", true)));

        assertThat(budget.number("current_usage")).isEqualTo(150);
        assertThat(events(reservation)).isEqualTo(1);
        budget.request(budget.ask(1))
                .then()
                .statusCode(409)
                .body("message", equalTo("budget.insufficient: Available 0, Requested 1"));
    }

    @Test
    void aLateCommitIsBookedAndSaysSo() {
        var budget = Budget.of(100);
        var reservation = budget.reserve(60);
        Budget.expire(reservation);

        budget.commit(reservation, 50)
                .then()
                .statusCode(200)
                .body("late", equalTo(true))
                .body("returned", equalTo(0))
                .body("overdraft", equalTo(false));

        assertThat(budget.number("current_usage")).isEqualTo(50);
        assertThat(budget.number("reserved")).isZero();
        assertThat(events(reservation)).isEqualTo(1);
    }

    @Test
    void commitsAndReleasesAreAudited() {
        var budget = Budget.of(100);
        var committed = budget.reserve(60);
        var released = budget.reserve(40);
        budget.commit(committed, 1);
        budget.commit(committed, 1);
        budget.release(released);

        var actions = Servers.postgres().query("""
                        select action, user_id, resource_type from audit.audit_log where resource_id in (?, ?)
                        order by created_at\
                        """, committed.toString(), released.toString());

        assertThat(actions)
                .containsExactly(
                        Map.of(
                                "action",
                                "budget.commit",
                                "user_id",
                                Budget.HOLDER,
                                "resource_type",
                                "budget_reservation"),
                        Map.of(
                                "action",
                                "budget.release",
                                "user_id",
                                Budget.HOLDER,
                                "resource_type",
                                "budget_reservation"));
    }

    @Test
    void aReservationGetsMoreTokensAndMoreTime() {
        var budget = Budget.of(100);
        var reservation = budget.reserve(60);

        budget.post("extend", Map.of("reservation_id", reservation, "additional_tokens", 30, "ttl_seconds", 86_400))
                .then()
                .statusCode(200)
                .body("allocated", equalTo(90))
                .body("available", equalTo(10));
        budget.post("extend", Map.of("reservation_id", reservation, "additional_tokens", 11))
                .then()
                .statusCode(409)
                .body("message", equalTo("budget.insufficient: Available 10, Requested 11"));
        budget.post("extend", Map.of("reservation_id", reservation)).then().statusCode(422);

        budget.commit(reservation, 80).then().statusCode(200).body("returned", equalTo(10));
        budget.post("extend", Map.of("reservation_id", reservation, "ttl_seconds", 5))
                .then()
                .statusCode(409)
                .body("error_code", equalTo("state.conflict"));
    }

    @Test
    void aReservationGrowsNoLargerThanACommitCanBook() {
        var most = 1_000_000_000_000L;
        var budget = Budget.of(3 * most);
        var reservation = budget.reserve(most - 1);

        budget.post("extend", Map.of("reservation_id", reservation, "additional_tokens", 2))
                .then()
                .statusCode(422)
                .body("details.errors[0].field", equalTo("additional_tokens"));
        assertThat(budget.number("reserved")).isEqualTo(most - 1);
        budget.post("extend", Map.of("reservation_id", reservation, "additional_tokens", 1))
                .then()
                .statusCode(200);
        budget.commit(reservation, most).then().statusCode(200);
    }

    private static long events(UUID reservation) {
        return Servers.postgres()
                .number(
                        "select count(*) from budget.outbox where subject = ? and payload::text like ?",
                        "event.budget.reservation.overdrawn",
                        "%" + reservation + "%");
    }
}
