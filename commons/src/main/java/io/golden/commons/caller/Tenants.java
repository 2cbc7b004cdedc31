package io.golden.commons.caller;

import java.util.Collection;
import java.util.Set;

/** The tenants a caller may name: all of them ({@code ["*"]} in the token) or a fixed set. */
public sealed interface Tenants {
    record All() implements Tenants {}

    record Only(Set<String> names) implements Tenants {
        public Only {
            names = Set.copyOf(names);
        }
    }

    static Tenants of(Set<String> names) {
        return names.contains("*") ? new All() : new Only(names);
    }

    default boolean includes(String tenant) {
        return switch (this) {
            case All() -> true;
            case Only(var names) -> names.contains(tenant);
        };
    }

    /** Whether all of them are the caller's: what somebody of those tenants may, the caller may too. */
    default boolean covers(Collection<String> tenants) {
        return switch (this) {
            case All() -> true;
            case Only(var names) -> names.containsAll(tenants);
        };
    }

    /** For SQL: {@code where (cardinality($1::text[]) = 0 or tenant_id = any($1))}. Empty means all; no tenant at all is {@code [""]}. */
    default String[] filter() {
        return switch (this) {
            case All() -> new String[0];
            case Only(var names) -> names.isEmpty() ? new String[] {""} : names.toArray(String[]::new);
        };
    }
}
