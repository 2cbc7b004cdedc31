package io.golden.budget.reservation;

import java.time.Instant;
import java.util.UUID;

record ExtendResponse(String status, UUID reservationId, long allocated, long available, Instant expiresAt) {}
