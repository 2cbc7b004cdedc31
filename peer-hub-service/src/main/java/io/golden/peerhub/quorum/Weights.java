package io.golden.peerhub.quorum;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Weights of voters, whole ten-thousandths that sum to one. */
public final class Weights {
    /** One, in ten-thousandths. */
    public static final int WHOLE = 10_000;

    private static final Map<String, Integer> BY_ROLE = Map.of(
            "architect", 2500,
            "security", 2500,
            "reviewer", 2000,
            "tester", 1500,
            "developer", 1500);

    private Weights() {}

    /** The weight of a role that nobody weighed; empty for a role the hub does not know. */
    public static OptionalInt defaultOf(String role) {
        var weight = BY_ROLE.get(role);
        return weight == null ? OptionalInt.empty() : OptionalInt.of(weight);
    }

    /**
     * Scales the weights so that they sum to exactly {@link #WHOLE}, by largest remainder. Equal remainders go to the
     * name that sorts first: the order in which voters are named makes no difference.
     *
     * @param raw by voter, 0 to {@link #WHOLE} each, at least one above 0
     */
    public static Map<String, Integer> normalise(Map<String, Integer> raw) {
        long sum = raw.values().stream().mapToLong(Integer::longValue).sum();
        if (sum <= 0) {
            throw new IllegalArgumentException("weights sum to " + sum);
        }
        var shares = new HashMap<String, Integer>();
        raw.forEach((name, weight) -> shares.put(name, (int) ((long) weight * WHOLE / sum)));
        int left = WHOLE - shares.values().stream().mapToInt(Integer::intValue).sum();
        raw.keySet().stream()
                .sorted(Comparator.comparingLong((String name) -> (long) raw.get(name) * WHOLE % sum)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(left)
                .forEach(name -> shares.merge(name, 1, Integer::sum));
        return Map.copyOf(shares);
    }
}
