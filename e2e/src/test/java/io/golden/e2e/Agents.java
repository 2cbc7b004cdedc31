package io.golden.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The suite's reference agents, whose requests nobody limits. */
final class Agents {
    private Agents() {}

    static List<JsonNode> credentials() {
        try {
            var file = Path.of(Suite.env("GOLDEN_HOME"), "secrets", "agents.json");
            var agents = new ArrayList<JsonNode>();
            Api.JSON.readTree(file.toFile()).forEach(agents::add);
            return agents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh token; an agent may have one a second. */
    static String token(JsonNode agent) {
        var answer = Api.anonymous("POST", "/api/v1/auth/token", """
                {"client_id": "%s", "client_secret": "%s"}""".formatted(
                        agent.path("name").asText(), agent.path("client_secret").asText()));
        return answer.ok().path("access_token").asText();
    }
}
