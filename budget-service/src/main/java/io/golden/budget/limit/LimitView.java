package io.golden.budget.limit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.golden.commons.page.Cursor;
import java.time.Instant;
import java.util.Optional;

/** A limit as the API shows it. */
record LimitView(
        @JsonIgnore Cursor place,
        String tenantId,
        String projectId,
        String agentId,
        String model,
        Period period,
        String timezone,
        boolean soft,
        long totalLimit,
        long currentUsage,
        long reserved,
        long available,
        Optional<Instant> resetsAt) {

    static LimitView of(Limit limit) {
        return new LimitView(
                limit.place(),
                limit.tenantId(),
                limit.scope().projectId(),
                limit.scope().agentId(),
                limit.scope().model(),
                limit.period(),
                limit.timezone(),
                limit.soft(),
                limit.totalLimit(),
                limit.used(),
                limit.reserved(),
                limit.available(),
                limit.resetsAt());
    }
}
