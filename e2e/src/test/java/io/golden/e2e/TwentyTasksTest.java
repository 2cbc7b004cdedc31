package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Twenty different tasks at once, over HTTP; what happened is asserted from the databases. */
@Journey
class TwentyTasksTest {
    private static final List<String[]> TEXTS = List.of(
            new String[] {"Fibonacci", "Fibonacci numbers up to 900"},
            new String[] {"Fibonacci with its limit", "Fibonacci numbers up to 610, the limit included"},
            new String[] {"Primes", "Sieve of all primes under 500"},
            new String[] {"Primes at both ends", "Primes from 2 up to and including 97"},
            new String[] {"Word count", "Count words of a text, the 5 most frequent first"},
            new String[] {"Top words", "Word frequency with ranks 1 to 3, both ends inclusive"},
            new String[] {"Roman numerals", "Roman numerals for the year 2026"},
            new String[] {"Roman numerals to the end", "Roman numerals from 1 to 3999 inclusive"},
            new String[] {"Matrix", "Matrix product and transpose, 4 rows"},
            new String[] {"CSV table", "Read a CSV with quoted fields and sum a column of 40 rows"},
            new String[] {"CSV boundary", "Sum a CSV column including the last row"},
            new String[] {"Temperature", "Convert Celsius to Fahrenheit up to 120 degrees"},
            new String[] {"Palindromes", "Palindromes among numbers up to 2000"},
            new String[] {"Palindromes inclusive", "Palindromic numbers from 1 to 1001 inclusive"},
            new String[] {"Bank account", "Deposit and withdraw cents, opening balance 500"},
            new String[] {"Bank account to zero", "Withdraw up to the whole balance, boundary included"},
            new String[] {"Caesar cipher", "Encrypt and decrypt letters with key 7"},
            new String[] {"Binary search", "Binary search in 300 sorted numbers"},
            new String[] {"Insertion sort", "Sort 60 items in ascending order"},
            new String[] {"Leap years", "Leap years from 1990 on"});

    private List<UUID> tasks;

    @BeforeAll
    void twenty_tasks_are_posted_at_once_and_all_complete() throws Exception {
        var api = Api.admin();
        api.token();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = TEXTS.stream()
                    .map(text -> (Callable<UUID>) () -> Tasks.post(api, text[0], text[1]))
                    .toList();
            tasks = threads.invokeAll(posts).stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
        }
        tasks.forEach(task -> Tasks.await(task, Duration.ofMinutes(4), "completed"));
    }

    @Test
    void some_tests_failed_at_first_and_were_repaired() {
        var repaired = Database.rows(
                "select distinct task_id from orchestrator.task_steps "
                        + "where task_id = any(?::uuid[]) and type = 'fix' and auto_added and state = 'done'",
                (Object) texts());

        assertThat(repaired.size()).isBetween(5, 10);
    }

    @Test
    void what_ran_in_the_sandbox_is_what_was_voted_on_and_deployed() {
        var unlike = Database.rows("""
                with deployed as (
                    select distinct on (task_id) task_id, content_hash from orchestrator.task_steps
                    where task_id = any(?::uuid[]) and content_hash is not null and type in ('develop', 'fix')
                    order by task_id, position desc)
                select d.task_id, d.content_hash,
                       (select count(*) from orchestrator.sandbox_runs r where r.task_id = d.task_id
                          and r.kind = 'has_tests' and r.verdict = 'passed' and r.content_hash = d.content_hash) as tested,
                       (select count(*) from peer_hub.peer_review_sessions s where s.task_id = d.task_id
                          and s.status = 'passed' and s.content_hash = d.content_hash) as passed,
                       (select count(*) from peer_hub.peer_votes v join peer_hub.peer_review_sessions s using (session_id)
                        where s.task_id = d.task_id and s.content_hash = d.content_hash and v.counted) as votes
                from deployed d""", (Object) texts());

        assertThat(unlike).hasSize(20).allSatisfy(row -> {
            assertThat((Long) row.get("tested")).as("%s", row).isEqualTo(1);
            assertThat((Long) row.get("passed")).as("%s", row).isEqualTo(1);
            assertThat((Long) row.get("votes")).as("%s", row).isGreaterThanOrEqualTo(2);
        });
    }

    @Test
    void the_tokens_committed_are_the_tokens_the_agents_reported() {
        Soon.within(Duration.ofSeconds(20), () -> {
            var reported = Database.rows("""
                    select task_id::text as task, sum(tokens_used) as tokens from orchestrator.task_steps
                    where task_id = any(?::uuid[]) and tokens_used is not null group by task_id order by 1""", (Object) texts());
            var committed = Database.rows("""
                    select task_id::text as task, sum(amount) as tokens from budget.budget_transactions
                    where task_id = any(?::text[]) and type = 'commit' group by task_id order by 1""", (Object) texts());
            assertThat(reported).hasSize(20);
            assertThat(committed.toString()).isEqualTo(reported.toString());
            return true;
        });
    }

    @Test
    void nothing_is_left_reserved_and_nothing_died() {
        Soon.within(Duration.ofSeconds(20), () -> {
            assertThat(Database.number("""
                    select count(*) from orchestrator.step_reservations
                    where task_id = any(?::uuid[]) and state not in ('committed', 'released')""", (Object) texts())).isZero();
            return true;
        });
        assertThat(tasks.stream().distinct()).hasSize(20);
    }

    @Test
    @NeedsReplicas
    void no_step_counted_twice_with_two_replicas_of_everything() {
        var twice = Database.rows("""
                select request_id, count(*) from budget.budget_transactions
                where task_id = any(?::text[]) and type = 'commit' group by request_id having count(*) > 1""", (Object) texts());

        assertThat(twice).isEmpty();
    }

    private String[] texts() {
        return tasks.stream().map(UUID::toString).toArray(String[]::new);
    }
}
