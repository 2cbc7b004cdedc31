package io.golden.budget.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

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
