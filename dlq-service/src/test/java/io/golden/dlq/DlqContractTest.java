package io.golden.dlq;

import io.golden.test.contract.ServiceContractTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;

@QuarkusTest
class DlqContractTest extends ServiceContractTest {
    @Override
    protected List<String> metrics() {
        return List.of("dlq_message_count", "dlq_messages_total", "dlq_resolved_total", "outbox_pending");
    }
}
