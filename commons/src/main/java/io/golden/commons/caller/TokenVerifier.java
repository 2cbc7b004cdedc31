package io.golden.commons.caller;

import java.util.Optional;

/** Verifies an access token outside HTTP, such as the {@code Golden-Token} of a message. */
public interface TokenVerifier {
    /** The caller, or empty when the token is not valid now. Never blocks on the network. */
    Optional<Caller> verify(String token);
}
