package io.golden.budget.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RaceTest {
    private static final int CLIENTS = 64;

    @Inject
    Sweeper sweeper;

    @AfterEach
    void everyBalanceFollowsFromTheLedger() {
        assertThat(Budget.differences()).isZero();
    }

    @Test
    void manyReservationsAtOnceNeverPassTheLimit() {
        var budget = Budget.of(1000);

        var statuses = together(
                4 * CLIENTS,
                _ -> () -> budget.insist(budget.ask(30, UUID.randomUUID().toString()))
                        .statusCode());

        assertThat(statuses).containsOnly(200, 409);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(33);
        assertThat(budget.number("reserved")).isEqualTo(990);
    }

    @Test
    void manyFirstRequestsMakeOneLimit() {
        var budget = Budget.fresh();

        var statuses = together(
                CLIENTS,
                _ -> () -> budget.insist(budget.ask(1, UUID.randomUUID().toString()))
                        .statusCode());

        assertThat(statuses).containsOnly(200);
        assertThat(budget.number("count(*)")).isEqualTo(1);
        assertThat(budget.number("total_limit")).isEqualTo(100_000);
        assertThat(budget.number("reserved")).isEqualTo(CLIENTS);
    }

    @Test
    void duplicatesOfOneRequestGetOneReservation() {
        var budget = Budget.of(100);

        var answers = together(
                CLIENTS,
                _ -> () -> budget.insist(budget.ask(60, "dup-" + budget.project()))
                        .jsonPath()
                        .<String, Object>getMap(""));

        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(answers.getFirst()).containsEntry("approved", true);
        assertThat(budget.number("reserved")).isEqualTo(60);
    }

    @Test
    void oneRequestIdInTwoProjectsAtOnceGetsOneReservation() {
        for (int round = 0; round < 10; round++) {
            var one = Budget.of(100);
            var other = Budget.of(100);
            var id = "both-" + one.project();

            var statuses = together(2, i -> () -> {
                var mine = i == 0 ? one : other;
                return mine.insist(mine.ask(10, id)).statusCode();
            });

            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            assertThat(one.number("reserved") + other.number("reserved")).isEqualTo(10);
        }
    }

    @Test
    void ofCommitReleaseAndExpiryExactlyOneDecides() {
        for (int round = 0; round < 12; round++) {
            var budget = Budget.of(100);
            var reservation = budget.reserve(60);
            if (round % 2 == 0) {
                Budget.expire(reservation);
            }

            var statuses = together(12, i -> () -> switch (i % 3) {
                case 0 -> budget.commit(reservation, 50).statusCode();
                case 1 -> -budget.release(reservation).statusCode();
                default -> sweeper.sweep();
            });

            var commits = statuses.stream().filter(status -> status == 200).count();
            var releases = statuses.stream().filter(status -> status == -200).count();
            assertThat(List.of(commits, releases)).containsExactlyInAnyOrder(0L, 4L);
            assertThat(budget.number("reserved")).isZero();
            assertThat(budget.number("current_usage")).isEqualTo(commits > 0 ? 50 : 0);
            assertThat(closings(reservation, "commit", "release")).isEqualTo(1);
        }
    }

    @Test
    void manySweepersCloseEachReservationOnce() {
        var budget = Budget.of(1000);
        var reservations = together(50, _ -> () -> budget.reserve(10));
        Servers.postgres()
                .execute(
                        "update budget.budget_reservations set expires_at = clock_timestamp() - interval '1 second' where project_id = ?",
                        budget.project());

        var closed = together(8, _ -> () -> sweeper.sweep());

        // Others may have left expired ones, too.
        assertThat(closed.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(50);
        assertThat(budget.number("reserved")).isZero();
        assertThat(Servers.postgres()
                        .query(
                                "select reservation_id, count(*) from budget.budget_transactions where project_id = ? and type = 'expire' group by 1",
                                budget.project()))
                .hasSameSizeAs(reservations)
                .allSatisfy(row -> assertThat(row).containsEntry("count", 1L));
    }

    private static long closings(UUID reservation, String one, String other) {
        return Servers.postgres()
                .number(
                        "select count(*) from budget.budget_transactions where reservation_id = ? and type in (?, ?)",
                        reservation,
                        one,
                        other);
    }

    private static <T> List<T> together(int calls, IntFunction<Callable<T>> call) {
        try (var pool = Executors.newFixedThreadPool(Math.min(calls, CLIENTS))) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < calls; i++) {
                futures.add(pool.submit(call.apply(i)));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
