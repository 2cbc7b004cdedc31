package io.golden.auth.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The answer to {@code POST /service-accounts}.
 *
 * @param clientSecret shown this once; absent when the answer is a repetition
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CreatedAccount(
        UUID id,
        String name,
        String clientId,
        Optional<String> clientSecret,
        String role,
        List<String> agentRoles,
        List<String> tenants,
        boolean enabled,
        Instant createdAt) {

    static CreatedAccount of(AccountView account, Optional<String> secret) {
        return new CreatedAccount(
                account.id(),
                account.name(),
                account.clientId(),
                secret,
                account.role(),
                account.agentRoles(),
                account.tenants(),
                account.enabled(),
                account.createdAt());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CreatedAccount[name=" + name + "]";
    }
}
