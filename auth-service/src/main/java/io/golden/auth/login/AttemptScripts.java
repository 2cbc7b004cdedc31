package io.golden.auth.login;

/** The counting in Redis, each verb atomic. Keys: lockout, rate, everywhere. */
final class AttemptScripts {
    /** Answers {1, how many there are now}; or {0, milliseconds to wait}. */
    static final String BEGIN = """
            local most, ttl, most_of_user, user_ttl = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), ARGV[4]
            local interval, burst = tonumber(ARGV[5]), tonumber(ARGV[6])
            if tonumber(redis.call('GET', KEYS[1]) or 0) >= most then
              return {0, redis.call('PTTL', KEYS[1])}
            end
            if tonumber(redis.call('GET', KEYS[3]) or 0) >= most_of_user then
              return {0, redis.call('PTTL', KEYS[3])}
            end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local rate = math.max(tonumber(redis.call('GET', KEYS[2]) or 0), now)
            local wait = rate - now - interval * (burst - 1)
            if wait > 0 then
              return {0, wait}
            end
            redis.call('SET', KEYS[2], string.format('%d', rate + interval),
              'PX', string.format('%d', rate + interval - now))
            local count = redis.call('INCR', KEYS[1])
            if count == 1 then redis.call('PEXPIRE', KEYS[1], ttl) end
            if redis.call('INCR', KEYS[3]) == 1 then redis.call('PEXPIRE', KEYS[3], user_ttl) end
            return {1, count}
            """;

    private static final String GIVE_BACK = """
            if redis.call('DECR', KEYS[3]) <= 0 then redis.call('DEL', KEYS[3]) end
            local rate = tonumber(redis.call('GET', KEYS[2]) or 0)
            if rate > 0 then
              redis.call('SET', KEYS[2], string.format('%d', rate - ARGV[5]), 'KEEPTTL')
            end
            return {1, 0}
            """;

    /** A right password clears the lockout and takes back what it took. */
    static final String SUCCEEDED = """
            redis.call('DEL', KEYS[1])
            """ + GIVE_BACK;

    /** A password nobody looked at was no attempt. */
    static final String NOT_LOOKED_AT = """
            if redis.call('DECR', KEYS[1]) <= 0 then redis.call('DEL', KEYS[1]) end
            """ + GIVE_BACK;

    private AttemptScripts() {}
}
