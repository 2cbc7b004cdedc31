package io.golden.orchestrator;

import io.golden.test.contract.ServiceContractTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;

@QuarkusTest
class OrchestratorContractTest extends ServiceContractTest {
    @Override
    protected List<String> metrics() {
        return List.of(
                "tasks_created_total",
                "tasks_completed_total",
                "orchestrator_active_tasks",
                "orchestrator_task_queue_depth",
                "breaker_resets_total",
                "circuit_breaker_state",
                "outbox_pending",
                "outbox_oldest_seconds");
    }
}
