package io.golden.auth.password;

import java.util.Arrays;

/**
 * Whether two series of times, taken in turns, can be told apart. They can when a rank test (Mann and Whitney's, as a
 * normal deviate) is all but sure and the lower quartiles, which a busy machine disturbs least, lie apart by a share of
 * the time that somebody could measure over a network.
 *
 * @param deviate of the rank test; 0 for equal, beyond ±3.5 in one of 2,000 runs by chance
 * @param share by which the other's lower quartile differs
 */
record Timings(double deviate, double share) {
    static final double SURE = 3.5;
    static final double NOTICEABLE = 0.1;

    static Timings compare(long[] reference, long[] other) {
        return new Timings(deviate(reference, other), (double) quartile(other) / quartile(reference) - 1);
    }

    boolean toldApart() {
        return Math.abs(deviate) > SURE && Math.abs(share) > NOTICEABLE;
    }

    private static double deviate(long[] reference, long[] other) {
        double wins = 0;
        for (long one : other) {
            for (long base : reference) {
                wins += one > base ? 1 : one == base ? 0.5 : 0;
            }
        }
        double n = reference.length;
        double m = other.length;
        return (wins - n * m / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
    }

    private static long quartile(long[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 4];
    }
}
