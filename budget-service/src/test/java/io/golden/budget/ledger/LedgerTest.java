package io.golden.budget.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.startsWith;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LedgerTest {
    @Test
    void everyStepOfAReservationIsInTheLedger() {
        var budget = Budget.of(100);
        budget.commit(budget.reserve(30), 20);
        budget.release(budget.reserve(40));

        var rows = Servers.postgres()
                .query(
                        "select type, amount from budget.budget_transactions where project_id = ? order by id",
                        budget.project());

        assertThat(rows.stream().map(row -> row.get("type") + " " + row.get("amount")))
                .containsExactly("reserve 30", "commit 20", "reserve 40", "release 40");
    }

    @Test
    void theLedgerIsPagedWithoutGapsAndFiltered() {
        var budget = Budget.of(1000);
        for (int i = 0; i < 5; i++) {
            budget.commit(budget.reserve(10), i);
        }

        assertThat(pages(budget, "/api/v1/budget/transactions?limit=3", "amount"))
                .containsExactly(4, 10, 3, 10, 2, 10, 1, 10, 0, 10);
        assertThat(pages(budget, "/api/v1/budget/transactions?limit=2&type=commit", "amount"))
                .containsExactly(4, 3, 2, 1, 0);
        assertThat(pages(budget, "/api/v1/budget/reservations?limit=2", "actual_tokens"))
                .containsExactly(4, 3, 2, 1, 0);
        assertThat(pages(budget, "/api/v1/budget/reservations?task_id=another", "tokens"))
                .isEmpty();
        assertThat(pages(budget, "/api/v1/budget/transactions?until=2020-01-01T00:00:00Z", "amount"))
                .isEmpty();
        given().auth()
                .oauth2(budget.token())
                .get("/api/v1/budget/transactions?since=yesterday")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({
        "reservations, tenant_id project_id task_id agent_id model since until",
        "transactions, tenant_id project_id task_id agent_id model since until",
        "usage, tenant_id project_id task_id agent_id model since until",
        "limits, tenant_id project_id"
    })
    void aFilterThatNoDatabaseCanHoldIs400AndNamed(String list, String filters) {
        for (var filter : filters.split(" ")) {
            refused(list + "?" + filter + "=a%00b", filter);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reservations", "transactions", "usage"})
    void aTimeThatNoDatabaseCanHoldIs400AndNamed(String list) {
        refused(list + "?since=%2B294277-01-01T00:00:00Z", "since");
        refused(list + "?until=-999999999-01-01T00:00:00%2B18:00", "until");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reservations", "transactions", "limits", "models"})
    void aBadPageIs400(String list) {
        // +1000000000-12-31T23:59:59Z|5
        refused(list + "?cursor=KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlafDU", "cursor");
        refused(list + "?limit=", "limit");
    }

    private static void refused(String query, String parameter) {
        given().auth()
                .oauth2(Tokens.user("admin", "admin", "budget.view", "budget.configure")
                        .sign())
                .urlEncodingEnabled(false)
                .get("/api/v1/budget/" + query)
                .then()
                .statusCode(400)
                .body("message", startsWith(parameter + ": "));
    }

    @Test
    void reservationsAreFilteredByTheTypeOfTheirLastEntry() {
        var budget = Budget.of(1000);
        budget.commit(budget.reserve(10), 1);
        budget.release(budget.reserve(20));
        Budget.expire(budget.reserve(30));
        budget.reserve(40);

        assertThat(pages(budget, "/api/v1/budget/reservations?type=commit", "tokens"))
                .containsExactly(10);
        assertThat(pages(budget, "/api/v1/budget/reservations?type=release", "tokens"))
                .containsExactly(20);
        assertThat(pages(budget, "/api/v1/budget/reservations?type=expire", "tokens"))
                .containsExactly(30);
        assertThat(pages(budget, "/api/v1/budget/reservations?type=reserve", "tokens"))
                .containsExactly(40);
        refused("reservations?type=nonsense", "type");
        refused("reservations?type=commit&status=held", "type");
    }

    /** The values of a field over all pages of a list of the project, following its links. */
    private static List<Object> pages(Budget budget, String path, String field) {
        var values = new ArrayList<Object>();
        var next = path + (path.contains("?") ? "&" : "?") + "tenant_id=" + budget.tenant() + "&project_id="
                + budget.project();
        while (!next.isEmpty()) {
            var answer = given().auth()
                    .oauth2(budget.token())
                    .urlEncodingEnabled(false)
                    .get(next);
            assertThat(answer.statusCode()).isEqualTo(200);
            values.addAll(answer.jsonPath().getList(field));
            var link = answer.header("Link");
            next = link == null ? "" : link.substring(1, link.indexOf('>'));
        }
        return values;
    }

    @Test
    void nobodyChangesTheLedger() {
        var budget = Budget.of(100);
        budget.reserve(30);

        for (var sql : List.of(
                "update budget.budget_transactions set amount = 1",
                "delete from budget.budget_transactions",
                "truncate budget.budget_transactions")) {
            assertThatThrownBy(() -> Servers.postgres().execute(sql)).hasMessageContaining("append-only");
            assertThatThrownBy(() -> Servers.postgres().executeAs("golden_budget", sql))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aBalanceThatWasTamperedWithIsFound() {
        var tenant = "tampered";
        var budget = new Budget(tenant, "p", Budget.service(Budget.HOLDER));
        budget.reserve(30);
        var viewer =
                Tokens.user("op", "operator", "budget.view").tenants(tenant).sign();

        assertThat(check(viewer)).isEqualTo("true, 1, 0");
        Servers.postgres().execute("update budget.budget_limits set reserved = 29 where tenant_id = ?", tenant);
        try {
            assertThat(check(viewer)).isEqualTo("false, 1, 1");
        } finally {
            Servers.postgres().execute("update budget.budget_limits set reserved = 30 where tenant_id = ?", tenant);
        }
    }

    private static String check(String token) {
        var body = given().auth()
                .oauth2(token)
                .get("/api/v1/budget/check")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return body.getBoolean("balanced") + ", " + body.getLong("checked") + ", "
                + body.getList("differences").size();
    }
}
