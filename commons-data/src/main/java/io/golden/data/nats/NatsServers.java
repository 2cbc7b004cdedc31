package io.golden.data.nats;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A {@code NATS_URL} taken apart: jnats gets the credentials apart from the addresses, so that it logs none.
 *
 * @param user empty when the URL names none
 */
record NatsServers(List<String> addresses, String user, String password) {
    static NatsServers parse(String urls) {
        var parsed = Arrays.stream(urls.split(","))
                .map(String::strip)
                .map(URI::create)
                .toList();
        var info = parsed.getFirst().getRawUserInfo();
        var parts = (info == null ? "" : info).split(":", 2);
        return new NatsServers(
                parsed.stream().map(NatsServers::address).toList(),
                decode(parts[0]),
                parts.length > 1 ? decode(parts[1]) : "");
    }

    /** The server lets each user subscribe to its own inbox only. */
    String inboxPrefix() {
        return user.isEmpty() ? "_INBOX." : "_INBOX." + user + ".";
    }

    private static String address(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 4222 : uri.getPort());
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
