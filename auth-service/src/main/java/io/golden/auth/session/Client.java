package io.golden.auth.session;

import java.util.Optional;

/** Where a login comes from. */
public record Client(String address, String userAgent) {
    private static final int MOST_CHARACTERS = 256;

    public static Client of(String address, Optional<String> userAgent) {
        var agent = userAgent.orElse("").replace("\0", "");
        return new Client(address, agent.substring(0, Math.min(agent.length(), MOST_CHARACTERS)));
    }
}
