package io.golden.peerhub.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final List<Choice> CHOICES = List.of(Choice.values());
    private static final Rules THREE = rules(7_500, 1, Set.of(), Map.of("a", 4_000, "b", 3_500, "c", 2_500));

    @Test
    void passesAsSoonAsTheQuorumIsReached() {
        assertThat(THREE.judge(List.of(approve("a")))).isEqualTo(new Verdict.Open());
        assertThat(THREE.judge(List.of(approve("a"), approve("b")))).isEqualTo(new Verdict.Passed());
    }

    @Test
    void rejectsAsSoonAsTheQuorumIsOutOfReach() {
        assertThat(THREE.judge(List.of(reject("c")))).isEqualTo(new Verdict.Open());
        assertThat(THREE.judge(List.of(reject("b")))).isEqualTo(new Verdict.OutOfReach());
    }

    @Test
    void aConditionalVoteCountsHalf() {
        // given
        var ballots = List.of(ballot("a", Choice.CONDITIONAL), approve("b"), approve("c"));

        // when
        var tally = THREE.tally(ballots);

        // then
        assertThat(tally.score().value()).isEqualTo(0.8);
        assertThat(THREE.judge(ballots)).isEqualTo(new Verdict.Passed());
    }

    @Test
    void waitsForTheLeastNumberOfVotes() {
        // given
        var rules = rules(5_000, 3, Set.of(), Map.of("a", 6_000, "b", 2_000, "c", 2_000));

        // when
        var verdict = rules.judge(List.of(approve("a"), approve("b")));

        // then
        assertThat(verdict).isEqualTo(new Verdict.Open());
        assertThat(rules.judgeAtDeadline(List.of(approve("a"), approve("b")))).isEqualTo(new Verdict.Expired());
        assertThat(rules.judge(List.of(approve("a"), approve("b"), reject("c"))))
                .isEqualTo(new Verdict.Passed());
    }

    @Test
    void aVetoRoleRejectsAtOnceWhenItNamesAConcern() {
        // given
        var rules = rules(5_000, 1, Set.of("role-c"), Map.of("a", 6_000, "b", 3_000, "c", 1_000));

        // when
        var verdict = rules.judge(List.of(new Ballot("c", Choice.REJECT, List.of("runs eval on input"))));

        // then
        assertThat(verdict).isEqualTo(new Verdict.Vetoed("c", "role-c", "runs eval on input"));
        assertThat(rules.judge(List.of(approve("a"), reject("c")))).isEqualTo(new Verdict.Passed());
    }

    @Test
    void aVetoThatIsStillPossibleHoldsThePassBackUntilTheDeadline() {
        // given
        var rules = rules(5_000, 1, Set.of("role-c"), Map.of("a", 6_000, "b", 3_000, "c", 1_000));

        // when
        var verdict = rules.judge(List.of(approve("a"), approve("b")));

        // then
        assertThat(verdict).isEqualTo(new Verdict.Open());
        assertThat(rules.judgeAtDeadline(List.of(approve("a"), approve("b")))).isEqualTo(new Verdict.Passed());
    }

    @Test
    void theOrderInWhichVotesArriveNeverChangesTheResult() {
        var random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            // given
            var rules = randomRules(random);
            var ballots = randomBallots(random, rules);
            var first = decide(rules, ballots);

            // when
            Collections.shuffle(ballots, random);
            var second = decide(rules, ballots);

            // then
            assertThat(second).as("%s with %s", rules, ballots).isEqualTo(first);
        }
    }

    @Test
    void anEarlyDecisionIsTheOneThatAllVotesTogetherWouldGive() {
        var random = new Random(11);
        for (int round = 0; round < 3_000; round++) {
            // given
            var rules = randomRules(random);
            var ballots = randomBallots(random, rules);

            // when
            var early = decide(rules, ballots);

            // then
            assertThat(early).isEqualTo(rules.judgeAtDeadline(ballots).status());
        }
    }

    /** As the hub does it: a verdict after every vote, the first one that is not open stands. */
    private static String decide(Rules rules, List<Ballot> ballots) {
        for (int cast = 1; cast <= ballots.size(); cast++) {
            var verdict = rules.judge(ballots.subList(0, cast));
            if (!(verdict instanceof Verdict.Open)) {
                return verdict.status();
            }
        }
        return rules.judgeAtDeadline(ballots).status();
    }

    private static Rules randomRules(Random random) {
        int voters = 1 + random.nextInt(7);
        Map<String, Integer> weights = new HashMap<>();
        for (int i = 0; i < voters; i++) {
            weights.put("agent-" + i, 1 + random.nextInt(3_000));
        }
        Set<String> veto = random.nextInt(3) == 0 ? Set.of("role-agent-0") : Set.of();
        return rules(1 + random.nextInt(10_000), 1 + random.nextInt(voters), veto, weights);
    }

    private static List<Ballot> randomBallots(Random random, Rules rules) {
        var ballots = new ArrayList<Ballot>();
        for (var voter : rules.voters()) {
            if (random.nextInt(5) > 0) {
                var choice = CHOICES.get(random.nextInt(CHOICES.size()));
                ballots.add(new Ballot(voter.agentId(), choice, random.nextBoolean() ? List.of("unsafe") : List.of()));
            }
        }
        return ballots;
    }

    static Rules rules(int quorum, int minVotes, Set<String> vetoRoles, Map<String, Integer> raw) {
        var weights = Weights.normalise(raw);
        var voters = weights.entrySet().stream()
                .map(e -> new Voter(e.getKey(), "role-" + e.getKey(), e.getValue()))
                .toList();
        return new Rules(Score.ofTenThousandths(quorum), minVotes, vetoRoles, voters);
    }

    static Ballot approve(String agent) {
        return ballot(agent, Choice.APPROVE);
    }

    static Ballot reject(String agent) {
        return ballot(agent, Choice.REJECT);
    }

    static Ballot ballot(String agent, Choice choice) {
        return new Ballot(agent, choice, List.of());
    }
}
