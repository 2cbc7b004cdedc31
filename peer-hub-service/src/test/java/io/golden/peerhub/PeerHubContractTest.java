package io.golden.peerhub;

import io.golden.test.contract.ServiceContractTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;

@QuarkusTest
class PeerHubContractTest extends ServiceContractTest {
    @Override
    protected List<String> metrics() {
        return List.of("peer_review_consensus_time_bucket", "outbox_pending");
    }
}
