package io.golden.commons.client;

import io.smallrye.mutiny.Uni;

/** This service's own access token, for its calls to other services. */
public interface ServiceTokens {
    /**
     * A token that is valid for a while yet; fetched with {@code SERVICE_CLIENT_ID} and {@code SERVICE_CLIENT_SECRET},
     * kept, and renewed ahead of its expiry in the background. Fails with 503 when there is none and auth-service does
     * not give one within 3 s.
     */
    Uni<String> current();

    /** Forgets the token, as after a 401. */
    void forget();
}
