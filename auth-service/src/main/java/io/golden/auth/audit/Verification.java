package io.golden.auth.audit;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What verify found.
 *
 * @param complete false when time or room for problems ran out before the end; {@code Link} leads on
 */
record Verification(
        @Schema(description = "Nothing of what was checked is other than it was sealed")
        boolean valid,

        @Schema(description = "Rows compared with their seals")
        long checked,

        @Schema(description = "Seals checked") long seals,

        @Schema(description = "Whatever was committed before this moment is under a seal")
        Instant sealedUntil,

        boolean complete,
        List<Problem> problems) {}
