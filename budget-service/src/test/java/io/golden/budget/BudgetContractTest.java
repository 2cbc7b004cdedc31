package io.golden.budget;

import io.golden.test.contract.ServiceContractTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;

@QuarkusTest
class BudgetContractTest extends ServiceContractTest {
    @Override
    protected List<String> metrics() {
        return List.of(
                "budget_requests_total",
                "budget_commits_total",
                "budget_releases_total",
                "budget_reservation_conflicts_total");
    }
}
