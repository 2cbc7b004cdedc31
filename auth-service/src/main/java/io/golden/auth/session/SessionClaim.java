package io.golden.auth.session;

import io.golden.commons.caller.Credentials;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The {@code sid} of a token that was verified before. Agents and services have none. */
public final class SessionClaim {
    private SessionClaim() {}

    public static Optional<UUID> of(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Bearer(var token) -> read(token);
            case Credentials.Cookie(var token) -> read(token);
            case Credentials.None() -> Optional.empty();
        };
    }

    private static Optional<UUID> read(String token) {
        try {
            var from = token.indexOf('.') + 1;
            var payload = Base64.getUrlDecoder().decode(token.substring(from, token.indexOf('.', from)));
            var claims = new JsonObject(new String(payload, StandardCharsets.UTF_8));
            return Optional.ofNullable(claims.getString("sid")).map(UUID::fromString);
        } catch (DecodeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
