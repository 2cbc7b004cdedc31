package io.golden.supervisor;

import io.golden.supervisor.suite.FakeSuite;
import io.golden.test.Servers;
import io.golden.test.contract.ServiceContractTest;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;

@QuarkusTest
@WithTestResource(
        value = Servers.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "supervisor"))
@WithTestResource(value = FakeSuite.class, scope = TestResourceScope.GLOBAL)
class SupervisorContractTest extends ServiceContractTest {
    @Override
    protected List<String> metrics() {
        return List.of(
                "escalation_resolution_time_bucket",
                "supervisor_unresolved_escalations",
                "llm_validation_failures_total",
                "outbox_pending");
    }
}
