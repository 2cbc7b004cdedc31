package io.golden.auth;

import java.time.Instant;
import java.time.InstantSource;

/** The time of the start and what went by since: a clock that is set forwards or back moves no deadline of this process. */
public final class SteadyClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
