package io.golden.auth.attempt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Who tries, from where: the user name trimmed and in lower case, hashed, so that a name of any length and content
 * makes a short key and no names stand in Redis. The braces keep a user's keys on one node of a cluster.
 */
public record AttemptKey(String user, String address) {
    private static final int HEX_CHARACTERS = 32;

    public static AttemptKey of(String username, String address) {
        return new AttemptKey(user(username), address);
    }

    /** The name as the keys hold it. */
    static String user(String username) {
        var name = username.strip().toLowerCase(Locale.ROOT);
        return sha256(name).substring(0, HEX_CHARACTERS);
    }

    String lockout() {
        return lockouts(user) + address;
    }

    String rate() {
        return rates(user) + address;
    }

    String everywhere() {
        return everywhere(user);
    }

    /** Where a process notes what Redis last told it. */
    String inRedis() {
        return lockout() + ":redis";
    }

    static String lockouts(String user) {
        return prefix(user) + "lockout:";
    }

    static String rates(String user) {
        return prefix(user) + "rate:";
    }

    static String everywhere(String user) {
        return prefix(user) + "everywhere";
    }

    /** From where the user tried lately. */
    static String addresses(String user) {
        return prefix(user) + "addresses";
    }

    /** What all keys of a user begin with. */
    static String prefix(String user) {
        return "login:{" + user + "}:";
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
