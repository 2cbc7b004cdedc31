package io.golden.auth.login;

/**
 * The numbers of the login limiter, times in milliseconds.
 *
 * @param most failures of a user from one address
 * @param mostOfUser failures of a user from everywhere
 * @param interval between two attempts once the burst is used up
 * @param burst attempts that may come at once
 */
record Limits(long most, long ttl, long mostOfUser, long userTtl, long interval, long burst) {
    static Limits of(LoginConfig config) {
        return new Limits(
                config.maxAttempts(),
                config.lockoutTtlSeconds() * 1000L,
                config.userMaxAttempts(),
                config.userLockoutTtlSeconds() * 1000L,
                60_000L / config.perMinute(),
                config.perMinute());
    }
}
