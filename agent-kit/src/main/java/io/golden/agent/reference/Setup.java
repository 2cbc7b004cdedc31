package io.golden.agent.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the reference agents are started with.
 *
 * @param concurrency steps that each agent does at once
 */
record Setup(URI golden, Optional<String> nats, List<Account> accounts, int concurrency) {
    /** One agent: its service account and the role it works as. */
    record Account(String name, String clientSecret, String role) {}

    /** One line that names the variable and the expected form. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1;

        Invalid(String message) {
            super(message);
        }
    }

    /**
     * Reads the environment; arguments, if any, choose agents by name or role.
     */
    static Setup read(Map<String, String> environment, List<String> chosen) throws Invalid {
        var golden = environment.getOrDefault("GOLDEN_URL", "http://127.0.0.1:8000");
        if (!golden.matches("https?://[^/\\s]+/?")) {
            throw new Invalid("GOLDEN_URL must be http://host:port, not " + golden);
        }
        var accounts = accounts(environment, Set.copyOf(chosen));
        var nats = Optional.ofNullable(environment.get("NATS_URL")).filter(v -> !v.isBlank());
        return new Setup(URI.create(golden), nats, accounts, concurrency(environment));
    }

    private static int concurrency(Map<String, String> environment) throws Invalid {
        var text = environment.getOrDefault("AGENT_CONCURRENCY", "8");
        if (!text.matches("[1-9]\\d?|100")) {
            throw new Invalid("AGENT_CONCURRENCY must be a whole number from 1 to 100, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static List<Account> accounts(Map<String, String> environment, Set<String> chosen) throws Invalid {
        var file = environment.get("AGENT_CREDENTIALS_FILE");
        if (file == null || file.isBlank()) {
            throw new Invalid("AGENT_CREDENTIALS_FILE must name a JSON file [{name, client_secret, role}]");
        }
        var accounts = new ArrayList<Account>();
        try {
            for (var entry : new ObjectMapper().readTree(Files.readString(Path.of(file)))) {
                var account = new Account(
                        entry.path("name").asText(),
                        entry.path("client_secret").asText(),
                        entry.path("role").asText());
                if (chosen.isEmpty() || chosen.contains(account.name()) || chosen.contains(account.role())) {
                    accounts.add(account);
                }
            }
        } catch (IOException e) {
            throw new Invalid("AGENT_CREDENTIALS_FILE cannot be read as JSON: " + file);
        }
        if (accounts.isEmpty()) {
            throw new Invalid("AGENT_CREDENTIALS_FILE holds none of the agents that were asked for");
        }
        return accounts;
    }
}
