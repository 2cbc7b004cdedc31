package io.golden.commons.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessLogTest {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ExtHandler handler = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord entry) {
            entry.copyMdc();
            lines.add(new FlatJson("commons-test").format(entry));
        }
    };

    @BeforeEach
    void listen() {
        LogContext.getLogContext().getLogger("").addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        LogContext.getLogContext().getLogger("").removeHandler(handler);
    }

    private List<String> linesOf(String requestId) {
        return lines.stream()
                .filter(line -> line.contains("\"request_id\":\"" + requestId + "\""))
                .toList();
    }

    @Test
    void oneLineSaysWhoAskedForWhatAndHowItEnded() {
        given().auth()
                .oauth2(Tokens.user("alice", "operator").sign())
                .header("X-Request-ID", "log-1")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .get("/api/v1/provoke/items/5?size=3");

        Eventually.eventually(() -> assertThat(linesOf("log-1"))
                .singleElement()
                .asString()
                .contains("\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"", "\"user_id\":\"alice\"")
                .contains("\"message\":\"GET /api/v1/provoke/items/5 200")
                .contains("\"method\":\"GET\"", "\"route\":\"/api/v1/provoke/items/{number}\"", "\"status\":\"200\""));
    }

    @Test
    void noLineHoldsWhatWasSent() {
        var token = Tokens.user("alice", "operator", "budget.spend").sign();
        given().auth()
                .oauth2(token)
                .header("X-Request-ID", "log-2")
                .contentType("application/json")
                .body("{\"project_id\": \"hunter2-in-the-body\", \"tokens\": \"hunter2-again\"}")
                .post("/api/v1/provoke/orders?password=hunter2-in-the-query");
        given().cookie("session", token).header("X-Request-ID", "log-2").get("/api/v1/provoke/bug");

        Eventually.eventually(() -> assertThat(linesOf("log-2")).hasSizeGreaterThanOrEqualTo(3));
        assertThat(lines).noneMatch(line -> line.contains("hunter2") || line.contains(token.substring(30)));
    }
}
