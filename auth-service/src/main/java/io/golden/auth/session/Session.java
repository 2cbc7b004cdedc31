package io.golden.auth.session;

import java.util.UUID;

/**
 * A login that goes on: whose it is, and how often its refresh token was rotated.
 *
 * @param justRotated whether the token in question was replaced within the time in which a client may repeat itself
 */
record Session(UUID id, UUID userId, int generation, boolean justRotated) {}
