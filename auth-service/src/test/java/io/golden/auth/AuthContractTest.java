package io.golden.auth;

import io.golden.test.contract.ServiceContractTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;

@QuarkusTest
class AuthContractTest extends ServiceContractTest {
    @Override
    protected List<String> metrics() {
        return List.of(
                "auth_logins_total",
                "audit_seal_behind_seconds",
                "audit_sealed_rows_total",
                "audit_chain_broken_total");
    }

    @Override
    protected String rightToken() {
        return Http.token("admin", "admin123");
    }
}
