package io.golden.auth.account;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A client's id and secret. */
record Credentials(String clientId, String secret) {
    private static final String SCHEME = "Basic ";

    /** From an {@code Authorization: Basic} header; empty when there is none or it is not one. */
    static Optional<Credentials> ofHeader(Optional<String> header) {
        return header.filter(text -> text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .flatMap(text -> decode(text.substring(SCHEME.length()).strip()));
    }

    private static Optional<Credentials> decode(String base64) {
        try {
            var parts = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? Optional.of(new Credentials(parts[0], parts[1])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
