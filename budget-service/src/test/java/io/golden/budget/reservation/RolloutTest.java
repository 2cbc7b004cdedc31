package io.golden.budget.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** While a rollout goes on, the version before decides with the function that it knows. */
@QuarkusTest
class RolloutTest {
    private static final int REQUESTS_OF_EACH = 40;
    private static final String AS_THE_VERSION_BEFORE = """
            select count(*) from budget.reserve(
              array[?::uuid], array[?], array[?], array['task-1'], array['offline'], array['agent-1'], array[''], array[?],
              array['orchestrator-service'], array[5::bigint], array[600], array['r'], array['t'], 100000)
            where outcome = 'approved'""";

    @Test
    void bothVersionsTogetherGrantNoMoreThanThereIs() throws Exception {
        var budget = Budget.of(100);
        long granted = 0;
        try (var clients = Executors.newFixedThreadPool(8)) {
            Callable<Long> before = () -> reservedByTheVersionBefore(budget);
            Callable<Long> now = () -> reserved(budget);
            var answers = clients.invokeAll(Stream.generate(() -> Stream.of(before, now))
                    .limit(REQUESTS_OF_EACH)
                    .flatMap(both -> both)
                    .toList());
            for (Future<Long> answer : answers) {
                granted += answer.get();
            }
        }

        assertThat(granted).isEqualTo(20);
        assertThat(budget.number("reserved")).isEqualTo(100);
        assertThat(Budget.differences()).isZero();
    }

    private static long reserved(Budget budget) {
        return budget.insist(budget.ask(5, UUID.randomUUID().toString())).statusCode() == 200 ? 1 : 0;
    }

    private static long reservedByTheVersionBefore(Budget budget) {
        var id = UUID.randomUUID();
        return Servers.postgres().number(AS_THE_VERSION_BEFORE, id, budget.tenant(), budget.project(), id.toString());
    }
}
