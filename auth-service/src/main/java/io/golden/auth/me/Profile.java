package io.golden.auth.me;

import java.util.Optional;
import java.util.UUID;

/**
 * What a token does not say of its owner.
 *
 * @param email a person's; agents and services have none
 */
record Profile(UUID id, Optional<String> email) {}
