package io.golden.peerhub.quorum;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Why a review stands where it stands.
 *
 * @param sealed whether the votes are hidden still; then nothing that could be worked back to a vote is shown
 * @param score what the counted votes add up to, 0 to 1
 * @param margin by how much the score passes the quorum
 * @param missing what the score lacks of the quorum
 * @param pivotal every single vote that would have changed the outcome
 */
@RegisterForReflection
public record Explanation(
        UUID sessionId,
        String status,
        boolean sealed,
        double quorum,
        int minVotes,
        Optional<Double> score,
        Optional<Double> margin,
        Optional<Double> missing,
        Counts counts,
        List<Line> voters,
        List<Pivot> pivotal,
        String summary) {

    /** How many said what; the three kinds stay empty while the votes are sealed. */
    public record Counts(
            int voters,
            int cast,
            int outstanding,
            Optional<Integer> approve,
            Optional<Integer> conditional,
            Optional<Integer> reject) {}

    /** One voter: what was said, what it weighs (in ten-thousandths) and what it added to the score. */
    public record Line(
            String agentId,
            String role,
            int weight,
            Optional<String> vote,
            Optional<Double> contribution,
            Optional<Double> confidence,
            Optional<String> reasoning,
            List<String> concerns) {}
}
