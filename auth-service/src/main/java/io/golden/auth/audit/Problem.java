package io.golden.auth.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What is not as it was sealed, by name. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(String kind, Optional<Long> seal, Optional<UUID> id, Optional<Instant> createdAt, String message) {
    enum Kind {
        ROW_CHANGED,
        ROW_DELETED,
        ROW_INSERTED,
        ROW_FOREIGN,
        ROW_MISDATED,
        SEAL_CHANGED,
        SEAL_MISSING,
        SEAL_UNLINKED,
        SEAL_UNSIGNED,
        SEAL_REPLACED,
        DROP_UNSIGNED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Problem ofRow(Kind kind, Optional<Long> seal, UUID id, Instant createdAt, String what) {
        var message = "Row " + id + " of " + createdAt + " " + what;
        return new Problem(kind.wire(), seal, Optional.of(id), Optional.of(createdAt), message);
    }

    static Problem ofSeal(Kind kind, long seal, String what) {
        return new Problem(
                kind.wire(), Optional.of(seal), Optional.empty(), Optional.empty(), "Seal " + seal + " " + what);
    }

    static Problem ofDrop(Drop drop) {
        return new Problem(
                Kind.DROP_UNSIGNED.wire(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "The record that partition " + drop.partition() + " was dropped is not signed by a key of ours");
    }
}
