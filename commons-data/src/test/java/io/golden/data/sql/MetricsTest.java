package io.golden.data.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URL;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsTest {
    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void theSeriesOfTheDashboardsAreThere() {
        var text = RestAssured.get(metrics).asString();
        text.lines()
                .filter(l -> l.contains("sql") || l.contains("outbox") || l.contains("consumer"))
                .forEach(System.out::println);

        assertThat(text)
                .contains("database_query_duration_seconds_count")
                .contains("database_connections_active")
                .contains("database_connections_idle")
                .contains("database_connections_max 10.0")
                .contains("outbox_pending")
                .contains("outbox_oldest_seconds");
    }
}
