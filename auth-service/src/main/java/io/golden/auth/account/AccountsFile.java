package io.golden.auth.account;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.ids.Ids;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The form of {@code SERVICE_ACCOUNTS_FILE}: a JSON list. */
final class AccountsFile {
    private static final Set<String> ROLES = Set.of("agent", "service");

    private AccountsFile() {}

    /**
     * The accounts in the order of their names, so that several replicas lock the rows alike.
     *
     * @throws InvalidConfiguration saying what is wrong with the file; never a secret
     */
    static List<ServiceAccount> read(Path file, ObjectMapper json) {
        try {
            return json.readValue(file.toFile(), new TypeReference<List<Entry>>() {}).stream()
                    .map(Entry::account)
                    .sorted(Comparator.comparing(ServiceAccount::name))
                    .toList();
        } catch (IOException e) {
            throw complaint(file + " cannot be read");
        }
    }

    private static InvalidConfiguration complaint(String what) {
        return new InvalidConfiguration("SERVICE_ACCOUNTS_FILE", "a JSON list of accounts: " + what);
    }

    /** One account as the file writes it. */
    @RegisterForReflection
    record Entry(
            String name,
            String role,
            Optional<List<String>> agentRoles,
            Optional<List<String>> tenants,
            String clientSecret) {

        ServiceAccount account() {
            if (name == null || name.isBlank()) {
                throw complaint("an account has no name");
            }
            if (role == null || !ROLES.contains(role)) {
                throw complaint(name + " has no role agent or service");
            }
            if (clientSecret == null || clientSecret.length() < ClientSecret.FEWEST_CHARACTERS) {
                throw complaint(name + " has no client_secret of at least 32 characters");
            }
            return new ServiceAccount(
                    Ids.next(),
                    name,
                    name,
                    ClientSecret.hash(clientSecret),
                    role,
                    agentRoles.orElse(List.of()),
                    tenants.orElse(List.of("*")),
                    true,
                    0);
        }
    }
}
