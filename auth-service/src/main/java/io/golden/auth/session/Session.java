package io.golden.auth.session;

import java.util.UUID;

/** A login that goes on: whose it is, and how often its refresh token was rotated. */
record Session(UUID id, UUID userId, int generation, boolean justRotated) {}
