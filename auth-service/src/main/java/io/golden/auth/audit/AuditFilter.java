package io.golden.auth.audit;

import io.golden.commons.caller.Tenants;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

    /** A condition in SQL and its values in order. */
    record Where(String sql, List<Object> values) {}

    Where where(Page page) {
        var where = new Conditions();
        userId.ifPresent(user -> where.add("user_id = ?", user));
        action.ifPresent(name -> action(where, name));
        resourceType.ifPresent(type -> where.add("resource_type = ?", type));
        resourceId.ifPresent(id -> where.add("resource_id = ?", id));
        requestId.ifPresent(id -> where.add("request_id = ?", id));
        since.ifPresent(time -> where.add("created_at >= ?", time.atOffset(ZoneOffset.UTC)));
        until.ifPresent(time -> where.add("created_at < ?", time.atOffset(ZoneOffset.UTC)));
        // A row that names no tenant is the whole suite's: only for those who may see all of it.
        switch (tenants) {
            case Tenants.All() -> {}
            case Tenants.Only _ -> where.add("details ->> 'tenant_id' = any (?)", (Object) tenants.filter());
        }
        page.cursor().ifPresent(cursor -> behind(where, cursor));
        return where.done();
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
        where.add("(created_at, id) < (?, ?)", cursor.offsetTime(), Parameters.uuid("cursor", cursor.id()));
    }

    private static final class Conditions {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        void add(String condition, Object... operands) {
            sql.append(sql.isEmpty() ? " where " : " and ");
            var parts = condition.split("\\?", -1);
            for (int i = 0; i < operands.length; i++) {
                values.add(operands[i]);
                sql.append(parts[i]).append('$').append(values.size());
            }
            sql.append(parts[operands.length]);
        }

        Where done() {
            return new Where(sql.toString(), values);
        }
    }
}
