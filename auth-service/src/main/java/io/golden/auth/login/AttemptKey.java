package io.golden.auth.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Who tries, from where: the user name trimmed and in lower case, hashed, so that a name of any length and content
 * makes a short key and no names stand in Redis. The braces keep a user's keys on one node of a cluster.
 */
record AttemptKey(String user, String address) {
    private static final int HEX_CHARACTERS = 32;

    static AttemptKey of(String username, String address) {
        var name = username.strip().toLowerCase(Locale.ROOT);
        return new AttemptKey(sha256(name).substring(0, HEX_CHARACTERS), address);
    }

    String lockout() {
        return "login:{" + user + "}:lockout:" + address;
    }

    String rate() {
        return "login:{" + user + "}:rate:" + address;
    }

    String everywhere() {
        return "login:{" + user + "}:everywhere";
    }

    /** Where a process notes what Redis last told it. */
    String inRedis() {
        return lockout() + ":redis";
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
