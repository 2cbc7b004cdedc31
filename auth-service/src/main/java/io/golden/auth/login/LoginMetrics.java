package io.golden.auth.login;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** {@code auth_logins_total{result}}. */
@Startup
@Singleton
final class LoginMetrics {
    private final Counter success;
    private final Counter fail;
    private final Counter locked;

    LoginMetrics(MeterRegistry registry) {
        this.success = counter(registry, "success");
        this.fail = counter(registry, "fail");
        this.locked = counter(registry, "locked");
    }

    void count(LoginOutcome outcome) {
        var counter = switch (outcome) {
            case LoginOutcome.Success _ -> success;
            case LoginOutcome.InvalidCredentials _ -> fail;
            case LoginOutcome.Locked _ -> locked;
        };
        counter.increment();
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("auth_logins_total")
                .description("Attempts to log in, by how they ended")
                .tag("result", result)
                .register(registry);
    }
}
