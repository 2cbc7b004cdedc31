package io.golden.budget.filter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is asked for, the pages are those of the whole list in its order, and are found without reading it. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewestFirstTest {
    private static final int ROWS = 12_000;
    private static final int TIMES = 16;
    private static final String TENANT = "lists-" + UUID.randomUUID();
    private static final String OTHER = TENANT + "-other";
    private static final String TOKEN =
            Tokens.user("admin", "admin", "budget.view").tenants(TENANT, OTHER).sign();

    /**
     * Two tenants with five accounts each, of which the first has nearly all rows and the last only old ones; several rows
     * of different accounts have the same time, which lies in the future so that they are the newest of all tests' rows.
     */
    private static final String ROW = """
            select case when n % 7 = 0 then ?::text else ?::text end as tenant,
                   'project-' || case when n < 40 then 4 when n % 20 < 17 then 0 else n % 20 - 16 end as project,
                   'task-' || n / 15 as task, 'agent-' || n % 3 as agent, 'model-' || n / 10 % 2 as model,
                   case when n % 2 = 0 then 'reserve' else 'release' end as type,
                   now() + interval '1 day' + n / 4 * interval '1 second' as time, n
            from generate_series(1, ?) n
            """;

    @BeforeAll
    static void fill() {
        Servers.postgres().execute("""
                        insert into budget.budget_transactions (tenant_id, project_id, task_id, agent_id, model, type,
                          "timestamp", counted_at, reservation_id, request_id, amount, purpose)
                        select tenant, project, task, agent, model, type, time, time, gen_random_uuid(), n, 1, ''
                        from (%s) r
                        """.formatted(ROW), OTHER, TENANT, ROWS);
        Servers.postgres().execute("""
                        insert into budget.budget_reservations (tenant_id, project_id, task_id, agent_id, model, state,
                          created_at, expires_at, id, request_id, tokens, requested_tokens, ttl_seconds, available,
                          purpose, holder)
                        select tenant, project, task, agent, model, case when n %% 500 = 0 then 'held' else 'released' end,
                          time, time + interval '1 hour', gen_random_uuid(), n, 1, 1, 1, 1, '', 'x'
                        from (%s) r
                        """.formatted(ROW), OTHER, TENANT, ROWS);
        Servers.postgres().execute("vacuum analyze budget.budget_transactions, budget.budget_reservations");
    }

    static Stream<Arguments> questions() {
        var own = "tenant_id = '" + TENANT + "'";
        var both = "tenant_id in ('" + TENANT + "', '" + OTHER + "')";
        return Stream.of(
                Arguments.of("", both),
                Arguments.of("tenant_id=" + TENANT, own),
                Arguments.of("tenant_id=" + OTHER, "tenant_id = '" + OTHER + "'"),
                Arguments.of("project_id=project-2", both + " and project_id = 'project-2'"),
                Arguments.of("tenant_id=" + TENANT + "&project_id=project-4", own + " and project_id = 'project-4'"),
                Arguments.of("tenant_id=" + TENANT + "&project_id=none", "false"),
                Arguments.of("task_id=task-77", both + " and task_id = 'task-77'"),
                Arguments.of(
                        "tenant_id=" + TENANT + "&task_id=task-77&agent_id=agent-1",
                        own + " and task_id = 'task-77' and agent_id = 'agent-1'"),
                Arguments.of(
                        "agent_id=agent-2&model=model-1", both + " and agent_id = 'agent-2' and model = 'model-1'"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void pagesAreThoseOfTheWholeList(String question, String condition) {
        pagesAre("transactions?limit=30&" + question, condition, "budget_transactions", "\"timestamp\"");
        pagesAre("reservations?limit=30&" + question, condition, "budget_reservations", "created_at");
        pagesAre(
                "transactions?limit=30&type=release&" + question,
                condition + " and type = 'release'",
                "budget_transactions",
                "\"timestamp\"");
        pagesAre(
                "reservations?limit=30&status=held&" + question,
                condition + " and state = 'held'",
                "budget_reservations",
                "created_at");
    }

    private static void pagesAre(String question, String condition, String table, String time) {
        var whole = Servers.postgres()
                .query("select id from budget." + table + " where " + condition + " order by " + time
                        + " desc, id desc")
                .stream()
                .map(row -> String.valueOf(row.get("id")))
                .toList();
        var some = whole.subList(0, Math.min(whole.size(), 150));

        assertThat(some(question)).isEqualTo(some);
        assertThat(ids(get(question.replace("limit=30", "limit=40&offset=25"))))
                .isEqualTo(whole.subList(Math.min(whole.size(), 25), Math.min(whole.size(), 65)));
        assertThat(get(question.replace("limit=30", "limit=1&count=true")).header("X-Total-Count"))
                .isEqualTo("" + whole.size());
    }

    /** The first five pages by their cursors. */
    private static List<String> some(String question) {
        var ids = new ArrayList<String>();
        var next = "/api/v1/budget/" + question;
        for (int page = 0; page < 5 && !next.isEmpty(); page++) {
            var answer = given().auth().oauth2(TOKEN).urlEncodingEnabled(false).get(next);
            ids.addAll(ids(answer));
            var link = answer.header("Link");
            next = link == null ? "" : link.substring(1, link.indexOf('>'));
        }
        return ids;
    }

    @Test
    void sinceAndUntilBoundEveryAccount() {
        var times = Servers.postgres()
                .query(
                        "select min(\"timestamp\")::text as first, max(\"timestamp\")::text as last from budget.budget_transactions where tenant_id = ? and request_id::int between 100 and 200",
                        TENANT)
                .getFirst();
        var whole = Servers.postgres()
                .query(
                        "select id from budget.budget_transactions where tenant_id = ? and \"timestamp\" >= ?::timestamptz and \"timestamp\" < ?::timestamptz order by \"timestamp\" desc, id desc",
                        TENANT,
                        times.get("first"),
                        times.get("last"))
                .stream()
                .map(row -> String.valueOf(row.get("id")))
                .toList();

        var question = "transactions?tenant_id=%s&since=%s&until=%s&limit=500"
                .formatted(TENANT, instant(times.get("first")), instant(times.get("last")));

        assertThat(ids(get(question))).hasSizeBetween(50, 110).isEqualTo(whole);
    }

    private static String instant(Object time) {
        return ((String) time).replace(' ', 'T').replaceAll("\\+00$", "Z");
    }

    /** Each so many times that PostgreSQL makes a plan for any values too. */
    @Test
    void aPageIsFoundWithoutReadingTheList() {
        for (var table : List.of("transactions", "reservations")) {
            for (var question : List.of(
                    "",
                    "tenant_id=" + TENANT,
                    "tenant_id=" + TENANT + "&project_id=project-0",
                    "tenant_id=" + TENANT + "&task_id=task-7")) {
                var scans = scans(table);
                var read = read(table);
                for (int time = 0; time < TIMES; time++) {
                    get(table + "?limit=20&" + question);
                }
                // PostgreSQL counts a moment later.
                Eventually.eventually(() -> assertThat(scans(table) - scans).isGreaterThanOrEqualTo(TIMES));
                assertThat((read(table) - read) / TIMES)
                        .as("rows read for a page of %s?%s", table, question)
                        .isLessThan(ROWS / 6);
            }
        }
    }

    /** Entries of the lists' index and rows of the table. */
    private static long read(String table) {
        return Servers.postgres().number("""
                        select t.seq_tup_read + coalesce(t.idx_tup_fetch, 0) + i.idx_tup_read
                        from pg_stat_user_tables t join pg_stat_user_indexes i on i.relid = t.relid
                        where t.schemaname = 'budget' and t.relname = ? and i.indexrelname = t.relname || '_listed'
                        """, "budget_" + table);
    }

    private static long scans(String table) {
        return Servers.postgres()
                .number(
                        "select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables where schemaname = 'budget' and relname = ?",
                        "budget_" + table);
    }

    private static Response get(String question) {
        var answer = given().auth().oauth2(TOKEN).get("/api/v1/budget/" + question);
        assertThat(answer.statusCode()).as(question).isEqualTo(200);
        return answer;
    }

    private static List<String> ids(Response answer) {
        return answer.jsonPath().getList("collect { it.id ?: it.reservation_id }").stream()
                .map(String::valueOf)
                .toList();
    }
}
