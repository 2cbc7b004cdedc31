package io.golden.sandbox.contract;

import static io.restassured.RestAssured.given;

import io.golden.test.Eventually;
import io.golden.test.contract.ServiceContractTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

@QuarkusTest
class SandboxContractTest extends ServiceContractTest {
    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @BeforeEach
    void isolationHolds() {
        Eventually.eventually(() -> given().get(ready).then().statusCode(200));
    }

    @Override
    protected List<String> metrics() {
        return List.of(
                "sandbox_executions_total",
                "sandbox_executions_timeout_total",
                "sandbox_execution_failures_total",
                "sandbox_execution_queue_depth",
                "sandbox_execution_time_bucket");
    }
}
