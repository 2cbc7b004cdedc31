package io.golden.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HorizonTest {
    @Test
    void readsWhatTheDatabasePrints() {
        var horizon = Horizon.parse("10:20:12,15", 100);

        assertThat(LongStream.range(108, 122).filter(horizon::sees))
                .containsExactly(108L, 109L, 110L, 111L, 113L, 114L, 116L, 117L, 118L, 119L);
        assertThat(Horizon.parse("10:10:", 0)).isEqualTo(new Horizon(10, new TreeSet<>()));
    }

    @Test
    void whatFindsNoRoomWaits() {
        var before = Horizon.parse("3:10:3,7", 0);
        var now = Horizon.parse("12:20:12", 0);

        var next = before.advance(now, OptionalLong.of(15));

        assertThat(next).isEqualTo(Horizon.parse("12:15:12", 0));
        assertThat(before.advance(now, OptionalLong.of(7))).isEqualTo(Horizon.parse("7:10:7", 0));
        assertThat(before.advance(now, OptionalLong.of(3))).isEqualTo(before);
        assertThat(before.advance(now, OptionalLong.empty())).isEqualTo(now);
    }

    /** Transactions begin and end in any order, seals are cut anywhere: each is in exactly one seal. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyTransactionIsCoveredOnce(int seed) {
        var random = new Random(seed);
        var running = new TreeSet<Long>();
        var ended = new ArrayList<Long>();
        var seals = new ArrayList<Horizon>(List.of(Horizon.START));
        long next = 1;

        for (int step = 0; step < 2_000 || !running.isEmpty(); step++) {
            if (step < 2_000 && random.nextBoolean()) {
                running.add(next++);
            } else if (!running.isEmpty()) {
                var which = new ArrayList<>(running).get(random.nextInt(running.size()));
                running.remove(which);
                ended.add(which);
            }
            if (random.nextInt(10) == 0) {
                seal(seals, new Horizon(next, running), random);
            }
        }
        var all = new Horizon(next, running);
        seals.add(seals.getLast().advance(all, OptionalLong.empty()));

        var coveredBy = new HashMap<Long, List<Integer>>();
        for (int i = 1; i < seals.size(); i++) {
            for (var transaction : ended) {
                if (seals.get(i).sees(transaction) && !seals.get(i - 1).sees(transaction)) {
                    coveredBy
                            .computeIfAbsent(transaction, _ -> new ArrayList<>())
                            .add(i);
                }
            }
        }
        assertThat(coveredBy).hasSize(ended.size());
        assertThat(coveredBy.values()).allSatisfy(in -> assertThat(in).hasSize(1));
        assertThat(seals.getLast()).isEqualTo(all);
    }

    private static void seal(List<Horizon> seals, Horizon now, Random random) {
        var before = seals.getLast();
        var candidates = new ArrayList<>(before.endedSince(now));
        LongStream.range(before.end(), now.end()).filter(now::sees).forEach(candidates::add);
        Collections.sort(candidates);
        var room = random.nextInt(1, 20);
        var cut = candidates.size() > room ? OptionalLong.of(candidates.get(room)) : OptionalLong.empty();
        seals.add(before.advance(now, cut));
    }
}
