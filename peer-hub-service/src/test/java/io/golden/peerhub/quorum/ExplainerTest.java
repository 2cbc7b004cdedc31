package io.golden.peerhub.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final UUID SESSION = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Rules RULES = RulesTest.rules(7_500, 1, Set.of(), Map.of("a", 4_000, "b", 3_500, "c", 2_500));

    @Test
    void aRejectionNamesTheVotesThatWouldHaveChangedIt() {
        // given
        var explainer =
                new Explainer(SESSION, RULES, List.of(opinion("a", Choice.APPROVE), opinion("b", Choice.REJECT)));

        // when
        var explanation = explainer.of(new Verdict.OutOfReach());

        // then
        assertThat(explanation.score()).contains(0.4);
        assertThat(explanation.missing()).contains(0.35);
        assertThat(explanation.margin()).isEmpty();
        assertThat(explanation.counts().outstanding()).isEqualTo(1);
        assertThat(explanation.pivotal())
                .containsExactlyInAnyOrder(
                        new Pivot("b", Optional.of("reject"), "approve", "passed"),
                        new Pivot("b", Optional.of("reject"), "conditional", "pending"));
        assertThat(explanation.summary())
                .isEqualTo(
                        "Rejected: 0.4 of the required 0.75 with 2 of 3 votes; at most 0.65 could still be reached.");
    }

    @Test
    void contributionsAddUpToTheScore() {
        // given
        var explainer = new Explainer(
                SESSION,
                RULES,
                List.of(opinion("a", Choice.APPROVE), opinion("b", Choice.APPROVE), opinion("c", Choice.CONDITIONAL)));

        // when
        var explanation = explainer.of(new Verdict.Passed());

        // then
        var sum = explanation.voters().stream()
                .mapToDouble(line -> line.contribution().orElseThrow())
                .sum();
        assertThat(sum).isEqualTo(explanation.score().orElseThrow()).isEqualTo(0.875);
        assertThat(explanation.margin()).contains(0.125);
    }

    @Test
    void sealedVotesShowNothingThatCouldBeWorkedBackToAVote() {
        // given
        var explainer = new Explainer(SESSION, RULES, List.of(opinion("a", Choice.REJECT)));

        // when
        var explanation = explainer.sealed();

        // then
        assertThat(explanation.score()).isEmpty();
        assertThat(explanation.pivotal()).isEmpty();
        assertThat(explanation.counts().cast()).isEqualTo(1);
        assertThat(explanation.counts().reject()).isEmpty();
        assertThat(explanation.voters()).allSatisfy(line -> {
            assertThat(line.vote()).isEmpty();
            assertThat(line.contribution()).isEmpty();
        });
    }

    @Test
    void anExpiredSessionSaysWhoseVoteWasMissing() {
        // given
        var explainer = new Explainer(SESSION, RULES, List.of(opinion("a", Choice.APPROVE)));

        // when
        var explanation = explainer.of(new Verdict.Expired());

        // then
        assertThat(explanation.pivotal()).contains(new Pivot("b", Optional.empty(), "approve", "passed"));
        assertThat(explanation.summary())
                .isEqualTo("Expired: 0.4 of the required 0.75 with 1 of 3 votes at the deadline.");
    }

    private static Opinion opinion(String agent, Choice choice) {
        return new Opinion(RulesTest.ballot(agent, choice), Optional.of(0.9), "because");
    }
}
