package io.golden.budget.limit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.golden.commons.page.Cursor;

/** A limit as the API shows it. */
record LimitView(
        @JsonIgnore Cursor place,
        String tenantId,
        String projectId,
        String agentId,
        String model,
        String period,
        String timezone,
        boolean soft,
        long totalLimit,
        long currentUsage,
        long reserved,
        long available) {

    static LimitView of(Limit limit) {
        return new LimitView(
                limit.place(),
                limit.tenantId(),
                limit.projectId(),
                limit.agentId(),
                limit.model(),
                limit.period(),
                limit.timezone(),
                limit.soft(),
                limit.totalLimit(),
                limit.used(),
                limit.reserved(),
                limit.available());
    }
}
