package io.golden.auth.user;

import io.golden.commons.caller.Caller;
import io.golden.data.audit.AuditEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the audit says of changes of users: what was and what is, and of passwords only that there is a new one. */
final class UserAudit {
    private UserAudit() {}

    static AuditEntry created(Caller caller, User user) {
        return entry(
                caller,
                "auth.user.create",
                user,
                Map.of(
                        "username",
                        user.username(),
                        "role",
                        user.role(),
                        "tenants",
                        user.tenants(),
                        "enabled",
                        user.enabled()));
    }

    static AuditEntry changed(Caller caller, User before, User after) {
        var details = new LinkedHashMap<String, Object>();
        details.put("username", after.username());
        note(details, "email", before.email(), after.email());
        note(details, "role", before.role(), after.role());
        note(details, "tenants", before.tenants(), after.tenants());
        note(details, "enabled", before.enabled(), after.enabled());
        note(details, "must_change_password", before.mustChangePassword(), after.mustChangePassword());
        if (!before.passwordHash().equals(after.passwordHash())) {
            details.put("password", "reset");
        }
        return entry(caller, "auth.user.update", after, details);
    }

    static AuditEntry of(Caller caller, String action, User user) {
        return entry(caller, action, user, Map.of("username", user.username()));
    }

    private static void note(Map<String, Object> details, String field, Object before, Object after) {
        if (!before.equals(after)) {
            details.put(field, List.of(before, after));
        }
    }

    private static AuditEntry entry(Caller caller, String action, User user, Map<String, Object> details) {
        return new AuditEntry(
                caller.subject(), caller.role(), action, "user", user.id().toString(), details);
    }
}
