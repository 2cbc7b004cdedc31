package io.golden.budget.group;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.error.ApiException;
import io.golden.test.Servers;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups of divisions, made by the real database: one by zero fails its whole statement. */
@QuarkusTest
class GroupsTest {
    private static final String DIVIDE =
            "select 60 / x as result from unnest($1::int[]) with ordinality as q (x, n) order by n";

    @Inject
    OneStatement statements;

    @Inject
    Vertx vertx;

    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private Groups<Integer, Integer> groups;

    @BeforeEach
    void start() {
        groups = groups(DIVIDE);
    }

    private Groups<Integer, Integer> groups(String sql) {
        return groups(sql, CompletableFuture.completedFuture(null));
    }

    /** Their statements begin when the gate is open. */
    private Groups<Integer, Integer> groups(String sql, CompletableFuture<Void> gate) {
        var summary = DistributionSummary.builder("sizes").register(new SimpleMeterRegistry());
        return new Groups<>(
                new Groups.Work<>(_ -> "tenant", x -> new Object[] {x}, group -> {
                    sizes.add(group.size());
                    return Uni.createFrom().completionStage(gate).chain(() -> divide(sql, group));
                }),
                summary,
                vertx);
    }

    private Uni<List<Integer>> divide(String sql, List<Integer> group) {
        return statements.run(one -> one.preparedQuery(sql)
                .execute(Tuple.of(group.toArray(Integer[]::new)))
                .map(rows -> rows.stream().map(row -> row.getInteger("result")).toList()));
    }

    @Test
    void whatComesWhileAGroupIsInFlightGathers() {
        var gate = new CompletableFuture<Void>();
        var answers = together(groups(DIVIDE, gate), IntStream.rangeClosed(1, 60));

        gate.complete(null);

        assertThat(answers.stream().map(CompletableFuture::join))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 60).mapToObj(x -> 60 / x).toList());
        assertThat(sizes)
                .as("a lone request waits for nobody, the rest for its group")
                .containsExactly(1, 59);
    }

    @Test
    void oneBadRequestHarmsNoNeighbour() {
        var answers = together(groups, IntStream.range(-20, 20));

        for (int x = -20; x < 20; x++) {
            var answer = answers.get(x + 20);
            if (x == 0) {
                assertThatThrownBy(answer::join).hasCauseInstanceOf(PgException.class);
            } else {
                assertThat(answer.join()).isEqualTo(60 / x);
            }
        }
    }

    @Test
    void whoeverWasInAGroupThatWasLostMayRepeat() {
        var lost = groups("select 60 / x as result from (select pg_sleep(12)) s, unnest($1::int[]) as q (x)");
        var answers = together(lost, IntStream.rangeClosed(1, 10));

        eventually(Duration.ofSeconds(60), () -> {
            Servers.postgres()
                    .execute(
                            "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select 60 / x%' and state = 'active'");
            assertThat(answers).allMatch(CompletableFuture::isDone);
        });

        assertThat(answers)
                .allSatisfy(answer -> assertThatThrownBy(answer::join)
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isInstanceOfSatisfying(
                                ApiException.class,
                                refusal -> assertThat(refusal.retryAfter()).isPresent()));
        assertThat(together(groups, IntStream.of(6)).getFirst().join()).isEqualTo(10);
    }

    private static List<CompletableFuture<Integer>> together(Groups<Integer, Integer> groups, IntStream requests) {
        Stream<CompletableFuture<Integer>> answers =
                requests.mapToObj(x -> groups.submit(x).subscribeAsCompletionStage());
        return answers.toList();
    }
}
