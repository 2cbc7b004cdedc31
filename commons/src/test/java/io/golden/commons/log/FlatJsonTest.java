package io.golden.commons.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class FlatJsonTest {
    private final FlatJson format = new FlatJson("budget-service");

    private static ExtLogRecord entry(String message, Map<String, String> fields) {
        var entry = new ExtLogRecord(Level.INFO, message, FlatJsonTest.class.getName());
        entry.setInstant(Instant.parse("2026-01-31T12:00:00.123456Z"));
        entry.setLoggerName("io.golden.budget");
        entry.setMdc(fields);
        return entry;
    }

    @Test
    void aLineIsOneFlatObject() {
        var line = format.format(entry(
                "Reserved \"7\"\ntokens",
                Map.of("request_id", "r", "trace_id", "t", "user_id", "alice", "traceparent", "x", "route", "/a")));

        assertThat(line)
                .isEqualTo(
                        "{\"timestamp\":\"2026-01-31T12:00:00.123Z\",\"level\":\"INFO\",\"service\":\"budget-service\","
                                + "\"request_id\":\"r\",\"trace_id\":\"t\",\"user_id\":\"alice\","
                                + "\"message\":\"Reserved \\\"7\\\"\\ntokens\",\"logger\":\"io.golden.budget\",\"route\":\"/a\"}\n");
    }

    @Test
    void outsideARequestTheFieldsAreThereAndEmpty() {
        assertThat(format.format(entry("Started", Map.of())))
                .contains("\"request_id\":\"\",\"trace_id\":\"\",\"user_id\":\"\"");
    }

    @Test
    void aStackTraceStaysOnTheLine() throws JsonProcessingException {
        var entry = entry("Failed", Map.of());
        entry.setThrown(new IllegalStateException("bug"));

        var line = format.format(entry);

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(new ObjectMapper().readTree(line).get("exception").asText())
                .startsWith("java.lang.IllegalStateException: bug")
                .contains("FlatJsonTest");
    }
}
