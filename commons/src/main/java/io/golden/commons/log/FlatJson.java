package io.golden.commons.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** One flat JSON object a line: {@code timestamp level service request_id trace_id user_id message}, then what else is known. */
final class FlatJson extends ExtFormatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> CORRELATION = List.of("request_id", "trace_id", "user_id");
    private static final int MAX_TRACE_CHARACTERS = 16 * 1024;

    private final JsonFactory json = new JsonFactory();
    private final String service;

    FlatJson(String service) {
        this.service = service;
    }

    @Override
    public String format(ExtLogRecord entry) {
        var line = new StringWriter(256);
        try (var out = json.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("timestamp", TIME.format(entry.getInstant()));
            out.writeStringField("level", entry.getLevel().getName());
            out.writeStringField("service", service);
            var more = new TreeMap<>(entry.getMdcCopy());
            more.remove("traceparent");
            for (var key : CORRELATION) {
                var value = more.remove(key);
                out.writeStringField(key, value == null ? "" : value);
            }
            out.writeStringField("message", formatMessage(entry));
            out.writeStringField("logger", entry.getLoggerName());
            for (Map.Entry<String, String> field : more.entrySet()) {
                out.writeStringField(field.getKey(), field.getValue());
            }
            writeTrace(out, entry.getThrown());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }

    private static void writeTrace(JsonGenerator out, Throwable thrown) throws IOException {
        if (thrown == null) {
            return;
        }
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        var text = trace.toString();
        out.writeStringField("exception", text.substring(0, Math.min(text.length(), MAX_TRACE_CHARACTERS)));
    }
}
