package io.golden.commons.ids;

import java.security.SecureRandom;
import java.util.UUID;

/** Ids that sort by time. */
public final class Ids {
    private Ids() {}

    /** A new UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. */
    public static UUID next() {
        long millis = System.currentTimeMillis();
        long random = Holder.RANDOM.nextLong();
        long most = (millis << 16) | 0x7000L | (random & 0x0FFFL);
        long least = (Holder.RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    /** Seeded at run time, so that no native image carries a seed. */
    private static final class Holder {
        static final SecureRandom RANDOM = new SecureRandom();
    }
}
