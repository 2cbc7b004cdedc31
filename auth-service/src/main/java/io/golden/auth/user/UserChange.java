package io.golden.auth.user;

import io.golden.auth.SubjectRules;
import io.golden.auth.password.NewPassword;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/**
 * {@code PATCH /users/{id}}: what is absent stays. A name stays for ever: it is the {@code sub} of tokens and stands in
 * the audit.
 *
 * @param password a new one, to be changed at the next login unless {@code must_change_password} says otherwise
 */
record UserChange(
        @Pattern(regexp = UserRules.EMAIL, message = UserRules.EMAIL_RULE)
        String email,

        @Pattern(regexp = UserRules.ROLE, message = UserRules.ROLE_RULE)
        String role,

        @Size(min = 1, max = SubjectRules.MOST_TENANTS)
        List<@NotNull @Pattern(regexp = SubjectRules.TENANT, message = SubjectRules.TENANT_RULE) String> tenants,

        Boolean enabled,
        @NewPassword String password,
        Boolean mustChangePassword) {

    /** The user as they shall be. */
    User applied(User user) {
        return new User(
                user.id(),
                user.username(),
                or(email, user.email()),
                user.passwordHash(),
                or(role, user.role()),
                or(tenants, user.tenants()),
                or(enabled, user.enabled()),
                or(mustChangePassword, password != null || user.mustChangePassword()),
                user.createdAt(),
                user.passwordChangedAt(),
                user.tokenGeneration());
    }

    /** Whether it could take an admin away, or an admin's reach. */
    boolean mayTakeAnAdminAway() {
        return (role != null && !role.equals("admin"))
                || Boolean.FALSE.equals(enabled)
                || (tenants != null && !tenants.contains("*"));
    }

    private static <T> T or(T wanted, T now) {
        return Optional.ofNullable(wanted).orElse(now);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "UserChange[role=" + role + ", enabled=" + enabled + "]";
    }
}
