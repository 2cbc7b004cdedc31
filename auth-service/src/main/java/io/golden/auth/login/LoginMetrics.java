package io.golden.auth.login;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** {@code auth_logins_total{result}}, and the refusals of a limiter that is login's own. */
@Startup
@Singleton
final class LoginMetrics {
    private final Counter success;
    private final Counter fail;
    private final Counter locked;
    private final Counter rejected;

    LoginMetrics(MeterRegistry registry) {
        this.success = counter(registry, "success");
        this.fail = counter(registry, "fail");
        this.locked = counter(registry, "locked");
        this.rejected = Counter.builder("rate.limit.rejected")
                .description("Requests refused with 429")
                .tag("route", "/api/v1/auth/login")
                .register(registry);
    }

    void count(LoginOutcome outcome) {
        switch (outcome) {
            case LoginOutcome.Success _ -> success.increment();
            case LoginOutcome.InvalidCredentials _ -> fail.increment();
            case LoginOutcome.Locked _ -> {
                locked.increment();
                rejected.increment();
            }
        }
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("auth_logins_total")
                .description("Attempts to log in, by how they ended")
                .tag("result", result)
                .register(registry);
    }
}
