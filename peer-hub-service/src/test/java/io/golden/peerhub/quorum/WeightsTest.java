package io.golden.peerhub.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightsTest {
    @Test
    void theWholeIsSharedExactlyWhateverTheWeights() {
        var random = new Random(42);
        for (int round = 0; round < 5_000; round++) {
            // given
            var raw = weights(random);

            // when
            var shares = Weights.normalise(raw);

            // then
            long sum = raw.values().stream().mapToLong(Integer::longValue).sum();
            assertThat(shares.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(Weights.WHOLE);
            raw.forEach((name, weight) -> assertThat(Math.abs(shares.get(name) - weight * 10_000.0 / sum))
                    .as("%s of %s", name, raw)
                    .isLessThan(1));
        }
    }

    @Test
    void theOddTenThousandthGoesToTheFirstNameAmongEquals() {
        // given
        var raw = Map.of("c", 1, "a", 1, "b", 1);

        // when
        var shares = Weights.normalise(raw);

        // then
        assertThat(shares).isEqualTo(Map.of("a", 3334, "b", 3333, "c", 3333));
    }

    @Test
    void defaultWeightsAreThoseOfTheFiveRoles() {
        assertThat(Weights.defaultOf("architect")).hasValue(2500);
        assertThat(Weights.defaultOf("security")).hasValue(2500);
        assertThat(Weights.defaultOf("reviewer")).hasValue(2000);
        assertThat(Weights.defaultOf("tester")).hasValue(1500);
        assertThat(Weights.defaultOf("developer")).hasValue(1500);
        assertThat(Weights.defaultOf("gardener")).isEmpty();
    }

    @Test
    void weightsThatSumToZeroAreNoWeights() {
        assertThatThrownBy(() -> Weights.normalise(Map.of("a", 0, "b", 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Integer> weights(Random random) {
        var raw = new HashMap<String, Integer>();
        int voters = 1 + random.nextInt(40);
        for (int i = 0; i < voters; i++) {
            raw.put("agent-" + i, random.nextInt(10_001));
        }
        raw.merge("agent-0", 1, Math::max);
        return raw;
    }
}
