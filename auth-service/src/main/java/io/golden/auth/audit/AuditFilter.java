package io.golden.auth.audit;

import io.golden.commons.caller.Tenants;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.golden.data.sql.Conditions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** What is searched for. Only the conditions that were asked for go into the statement, so that each gets its own plan. */
record AuditFilter(
        Tenants tenants,
        Optional<String> userId,
        Optional<String> action,
        Optional<String> resourceType,
        Optional<String> resourceId,
        Optional<String> requestId,
        Optional<Instant> since,
        Optional<Instant> until) {
    private static final String ANY = ".*";

    Conditions conditions(Page page) {
        var where = new Conditions().ifPresent("user_id = ?", userId);
        action.ifPresent(name -> action(where, name));
        where.ifPresent("resource_type = ?", resourceType)
                .ifPresent("resource_id = ?", resourceId)
                .ifPresent("request_id = ?", requestId)
                .ifPresent("created_at >= ?", since.map(time -> time.atOffset(ZoneOffset.UTC)))
                .ifPresent("created_at < ?", until.map(time -> time.atOffset(ZoneOffset.UTC)));
        // A row that names no tenant is the whole suite's: only for those who may see all of it.
        switch (tenants) {
            case Tenants.All() -> {}
            case Tenants.Only _ -> where.add("details ->> 'tenant_id' = any (?)", tenants.filter());
        }
        page.cursor().ifPresent(cursor -> behind(where, cursor));
        return where;
    }

    /** {@code auth.*} is all that begins with {@code auth.}. */
    private static void action(Conditions where, String name) {
        if (name.endsWith(ANY)) {
            where.add("starts_with(action, ?)", name.substring(0, name.length() - 1));
        } else {
            where.add("action = ?", name);
        }
    }

    private static void behind(Conditions where, Cursor cursor) {
        var id = Parameters.uuid("cursor", cursor.id());
        where.add("(created_at, id) < (" + where.parameter(cursor.offsetTime()) + ", " + where.parameter(id) + ")");
    }
}
