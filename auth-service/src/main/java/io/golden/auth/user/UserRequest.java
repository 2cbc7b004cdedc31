package io.golden.auth.user;

import io.golden.auth.SubjectRules;
import io.golden.auth.password.NewPassword;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * {@code POST /users}.
 *
 * @param tenants the caller's own or {@code default} when absent
 * @param enabled true when absent
 * @param mustChangePassword false when absent
 */
record UserRequest(
        @NotNull @Pattern(regexp = SubjectRules.NAME, message = SubjectRules.NAME_RULE)
        String username,

        @NotNull @Pattern(regexp = UserRules.EMAIL, message = UserRules.EMAIL_RULE)
        String email,

        @NotNull @NewPassword String password,

        @NotBlank @Pattern(regexp = UserRules.ROLE, message = UserRules.ROLE_RULE)
        String role,

        @Size(min = 1, max = SubjectRules.MOST_TENANTS)
        List<@NotNull @Pattern(regexp = SubjectRules.TENANT, message = SubjectRules.TENANT_RULE) String> tenants,

        Boolean enabled,
        Boolean mustChangePassword) {

    NewUser user(UUID id, String passwordHash, List<String> tenants) {
        return new NewUser(
                id,
                username,
                email,
                passwordHash,
                role,
                tenants,
                !Boolean.FALSE.equals(enabled),
                Boolean.TRUE.equals(mustChangePassword));
    }

    /** What a repetition is compared with: all but the password itself. */
    UserRequest compared(String passwordProof) {
        return new UserRequest(username, email, passwordProof, role, tenants, enabled, mustChangePassword);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "UserRequest[username=" + username + "]";
    }
}
