package io.golden.auth.account;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.error.FieldError;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request for a token, in JSON or as a form; the credentials may come by HTTP Basic instead. */
record TokenRequest(String grantType, String clientId, String clientSecret, String scope) {
    private static final String GRANT = "client_credentials";
    private static final int MOST_FIELDS = 16;

    /** Reads a form by itself: a broken escape is the sender's mistake, which the server's own reader takes for its own. */
    static TokenRequest ofForm(String form) {
        try {
            var fields = new QueryStringDecoder(form, StandardCharsets.UTF_8, false, MOST_FIELDS).parameters();
            return new TokenRequest(
                    first(fields, "grant_type"),
                    first(fields, "client_id"),
                    first(fields, "client_secret"),
                    first(fields, "scope"));
        } catch (IllegalArgumentException e) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "The body is not a form: " + e.getMessage());
        }
    }

    private static String first(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }

    /** The credentials; 422 naming every field that is missing or wrong. */
    Credentials credentials(Optional<Credentials> basic) {
        var errors = new ArrayList<FieldError>();
        if (grantType != null && !grantType.equals(GRANT)) {
            errors.add(new FieldError("grant_type", "must be " + GRANT));
        }
        if (basic.isEmpty() && isBlank(clientId)) {
            errors.add(new FieldError("client_id", "must not be blank"));
        }
        if (basic.isEmpty() && clientSecret == null) {
            errors.add(new FieldError("client_secret", "must not be null"));
        }
        if (!errors.isEmpty()) {
            throw ApiException.unprocessable(errors);
        }
        return basic.orElseGet(() -> new Credentials(clientId, clientSecret));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
