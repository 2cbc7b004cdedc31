package io.golden.auth.attempt;

import io.golden.commons.ratelimit.RateLimiter.Decision;
import io.golden.commons.ratelimit.RateLimiter.Limit;
import io.golden.commons.ratelimit.RequestLimits;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import java.time.Duration;

/** Tells the caller about the limit of attempts a minute, or how long the lockout lasts, as other limits are told. */
final class AttemptHeaders {
    private final RequestLimits requests;
    private final CurrentVertxRequest request;
    private final Limits limits;

    AttemptHeaders(RequestLimits requests, CurrentVertxRequest request, Limits limits) {
        this.requests = requests;
        this.request = request;
        this.limits = limits;
    }

    void tell(Attempt attempt) {
        switch (attempt) {
            case Attempt.Counted counted -> tell(counted.used());
            case Attempt.Refused(var remaining) -> tell(new Decision(false, limit(), 0, remaining, remaining));
        }
    }

    /** A success gave back what it took. */
    void tellGivenBack(Attempt.Counted counted) {
        var used = counted.used().minusMillis(limits.interval());
        tell(used.isNegative() ? Duration.ZERO : used);
    }

    private void tell(Duration used) {
        var left = (limits.burst() * limits.interval() - used.toMillis()) / limits.interval();
        tell(new Decision(true, limit(), Math.max(0, left), Duration.ZERO, used));
    }

    private void tell(Decision decision) {
        if (Arc.container().requestContext().isActive() && request.getCurrent() != null) {
            requests.tell(request.getCurrent(), decision);
        }
    }

    private Limit limit() {
        return Limit.perMinute((int) limits.burst());
    }
}
