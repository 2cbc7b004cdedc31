package io.golden.auth.account;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.FieldError;
import java.util.ArrayList;
import java.util.Optional;

/** A request for a token, in JSON or as a form; the credentials may come by HTTP Basic instead. */
record TokenRequest(String grantType, String clientId, String clientSecret, String scope) {
    private static final String GRANT = "client_credentials";

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
