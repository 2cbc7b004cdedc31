package io.golden.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line on standard output, as every part of Golden logs. Never code, prompts, tokens or secrets. */
public final class AgentLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PrintStream OUT = System.out;

    private final String agent;

    public AgentLog(String agent) {
        this.agent = agent;
    }

    public void info(String message, Map<String, ?> fields) {
        write("INFO", message, fields);
    }

    public void warn(String message, Map<String, ?> fields) {
        write("WARN", message, fields);
    }

    private void write(String level, String message, Map<String, ?> fields) {
        var line = new LinkedHashMap<String, Object>();
        line.put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("level", level);
        line.put("service", "agent-kit");
        line.put("user_id", agent);
        line.put("message", message);
        line.putAll(fields);
        try {
            OUT.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            OUT.println("{\"level\":\"" + level + "\",\"service\":\"agent-kit\",\"message\":\"unwritable log line\"}");
        }
    }
}
