package io.golden.dlq.message;

import io.smallrye.mutiny.Uni;

/** dlq-service's own access token: it vouches for the first sender of a requeue. */
interface OwnToken {
    Uni<String> get();
}
