package io.golden.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A task's events as they are streamed. */
final class TaskStream {
    private TaskStream() {}

    /** One event. */
    record Event(String id, String kind, JsonNode data) {}

    /** Reads from after the id until the server ends the stream, which it does after a terminal state. */
    static List<Event> toEnd(Api api, UUID task, String lastEventId) throws IOException, InterruptedException {
        var request = Api.request("GET", "/api/v1/tasks/" + task + "/stream", "")
                .timeout(Duration.ofMinutes(3))
                .header("Authorization", "Bearer " + api.token())
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId);
        var response = Api.HTTP.send(request.build(), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new AssertionError("the stream answers " + response.statusCode());
        }
        var events = new ArrayList<Event>();
        var id = "";
        var kind = "";
        try (var lines = response.body()) {
            for (var line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    kind = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    events.add(new Event(id, kind, Api.JSON.readTree(line.substring(5))));
                }
            }
        }
        return events;
    }
}
