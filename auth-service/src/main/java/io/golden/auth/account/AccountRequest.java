package io.golden.auth.account;

import io.golden.auth.SubjectRules;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /service-accounts}.
 *
 * @param name the {@code sub} of its tokens: an agent's id
 * @param agentRoles what an agent may claim and vote as
 * @param tenants the caller's own or {@code default} when absent
 */
record AccountRequest(
        @NotNull @Pattern(regexp = SubjectRules.NAME, message = SubjectRules.NAME_RULE)
        String name,

        @NotNull @Pattern(regexp = "agent|service", message = "must be agent or service")
        String role,

        @Size(max = 20)
        List<@NotNull @Pattern(regexp = AccountRequest.WORD, message = AccountRequest.WORD_RULE) String> agentRoles,

        @Size(min = 1, max = SubjectRules.MOST_TENANTS)
        List<@NotNull @Pattern(regexp = SubjectRules.TENANT, message = SubjectRules.TENANT_RULE) String> tenants) {

    static final String WORD = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";
    static final String WORD_RULE = "must be 1 to 64 letters, digits or _ -";

    List<String> agentRolesOrNone() {
        return Optional.ofNullable(agentRoles).orElse(List.of()).stream()
                .distinct()
                .toList();
    }
}
