package io.golden.auth.attempt;

/** The counting in Redis, each verb atomic. Keys: lockout, rate, everywhere, addresses. */
final class AttemptScripts {
    static final int COUNTED = 1;
    /** Refused for as long as Redis remembers it, and so must whoever counts when Redis is gone. */
    static final int LOCKED = 0;

    static final int TOO_FAST = -1;

    /**
     * Answers {1, how many there are now, milliseconds until the lockout ends, milliseconds until the minute's limit is
     * whole}, or {0 or -1, milliseconds to wait}.
     */
    static final String BEGIN = """
            -- A time further ahead than any is set was set before the clock was set back, by an hour say.
            local function left(key, longest)
              if redis.call('PTTL', key) > tonumber(longest) then redis.call('PEXPIRE', key, longest) end
              return redis.call('PTTL', key)
            end
            local most, ttl, most_of_user, user_ttl = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), ARGV[4]
            local interval, burst = tonumber(ARGV[5]), tonumber(ARGV[6])
            if tonumber(redis.call('GET', KEYS[1]) or 0) >= most then
              return {0, left(KEYS[1], ttl)}
            end
            if tonumber(redis.call('GET', KEYS[3]) or 0) >= most_of_user then
              return {0, left(KEYS[3], user_ttl)}
            end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local rate = math.max(tonumber(redis.call('GET', KEYS[2]) or 0), now)
            if rate > now + interval * burst then
              rate = now + interval * burst
              redis.call('SET', KEYS[2], string.format('%d', rate), 'PX', string.format('%d', interval * burst))
            end
            local wait = rate - now - interval * (burst - 1)
            if wait > 0 then
              return {-1, wait}
            end
            redis.call('SET', KEYS[2], string.format('%d', rate + interval),
              'PX', string.format('%d', rate + interval - now))
            local count = redis.call('INCR', KEYS[1])
            if count == 1 then redis.call('PEXPIRE', KEYS[1], ttl) end
            if redis.call('INCR', KEYS[3]) == 1 then redis.call('PEXPIRE', KEYS[3], user_ttl) end
            redis.call('SADD', KEYS[4], ARGV[7])
            redis.call('PEXPIRE', KEYS[4], math.max(tonumber(ttl), tonumber(user_ttl)))
            return {1, count, left(KEYS[1], ttl), rate + interval - now}
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

    /** A right password that was counted elsewhere, while Redis did not answer. */
    static final String CLEARED = """
            redis.call('DEL', KEYS[1])
            return {1, 0}
            """;

    /** A password nobody looked at was no attempt. */
    static final String NOT_LOOKED_AT = """
            if redis.call('DECR', KEYS[1]) <= 0 then redis.call('DEL', KEYS[1]) end
            """ + GIVE_BACK;

    /**
     * Forgets what a user did everywhere. Keys: everywhere, addresses; the others are named after the addresses and live
     * on the same node, by the braces.
     */
    static final String UNLOCK = """
            for _, address in ipairs(redis.call('SMEMBERS', KEYS[2])) do
              redis.call('DEL', ARGV[1] .. address, ARGV[2] .. address)
            end
            return redis.call('DEL', KEYS[1], KEYS[2])
            """;

    private AttemptScripts() {}
}
