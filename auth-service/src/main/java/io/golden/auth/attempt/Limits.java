package io.golden.auth.attempt;

import io.golden.commons.configuration.InvalidConfiguration;

/**
 * The numbers of the login limiter, times in milliseconds.
 *
 * @param most failures of a user from one address
 * @param mostOfUser failures of a user from everywhere
 * @param interval between two attempts once the burst is used up
 * @param burst attempts that may come at once
 */
record Limits(long most, long ttl, long mostOfUser, long userTtl, long interval, long burst) {
    private static final long MINUTE = 60_000;

    /**
     * @throws InvalidConfiguration naming the variable that is not a whole number from 1
     */
    static Limits of(LoginConfig config) {
        var perMinute = positive("LOGIN_PER_MINUTE", config.perMinute());
        return new Limits(
                positive("LOGIN_MAX_ATTEMPTS", config.maxAttempts()),
                positive("LOGIN_LOCKOUT_TTL_SECONDS", config.lockoutTtlSeconds()) * 1000,
                positive("LOGIN_USER_MAX_ATTEMPTS", config.userMaxAttempts()),
                positive("LOGIN_USER_LOCKOUT_TTL_SECONDS", config.userLockoutTtlSeconds()) * 1000,
                Math.max(1, MINUTE / perMinute),
                perMinute);
    }

    private static long positive(String variable, int value) {
        if (value < 1) {
            throw new InvalidConfiguration(variable, "a whole number, at least 1");
        }
        return value;
    }
}
