package io.golden.data.http;

import static io.golden.test.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.data.app.Deeds;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OneExchangeTest {
    private final String name = UUID.randomUUID().toString();

    @Test
    void rowMessageAndAuditEntryCarryTheRequestTheyCameFrom() {
        var traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var id = given().header("X-Request-ID", "request-of-" + name)
                .header("traceparent", traceparent)
                .contentType("application/json")
                .body("{\"name\": \"%s\", \"manner\": \"WELL\"}".formatted(name))
                .post("/api/v1/deeds")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("id");

        assertThat(Deeds.rows(name)).isEqualTo(1);
        var audited = Servers.postgres()
                .query("select request_id, source_ip from audit.audit_log where resource_id = ?", name)
                .getFirst();
        assertThat(audited).containsEntry("request_id", "request-of-" + name).containsEntry("source_ip", "127.0.0.1");
        var headers = Servers.postgres().query("""
                        select headers->>'X-Request-ID' as request, headers->>'traceparent' as trace
                        from orchestrator.outbox where id = ?::uuid
                        """, id).getFirst();
        assertThat(headers).containsEntry("request", "request-of-" + name);
        assertThat((String) headers.get("trace")).contains("0af7651916cd43dd8448eb211c80319c");
        eventually(() -> assertThat(Servers.postgres()
                        .number(
                                "select count(*) from orchestrator.outbox where id = ?::uuid and sent_at is not null",
                                id))
                .isEqualTo(1));
    }

    @Test
    void aLostDatabaseIs503WithRetryAfter() {
        Servers.postgres().server().kill();
        try {
            given().contentType("application/json")
                    .body("{\"name\": \"%s\", \"manner\": \"WELL\"}".formatted(name))
                    .post("/api/v1/deeds")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("error_code", equalTo("service.unavailable"));
        } finally {
            Servers.postgres().server().start();
        }
    }
}
