package io.golden.peerhub.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.golden.peerhub.quorum.Score;
import io.golden.peerhub.quorum.Voter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A session as the API shows it.
 *
 * @param quorum 0 to 1
 * @param voters with their weights in ten-thousandths, normalised
 * @param content as it was opened; not in lists
 * @param votesCast how many counted votes there are; not in lists
 * @param votes empty while they are sealed; not in lists
 */
@RegisterForReflection
record ReviewView(
        UUID sessionId,
        UUID taskId,
        String tenantId,
        String initiator,
        String contentHash,
        String summary,
        String status,
        double quorum,
        Optional<Double> consensusScore,
        int minVotes,
        boolean sealed,
        List<String> vetoRoles,
        List<String> authors,
        List<Voter> voters,
        Instant createdAt,
        Instant deadline,
        Optional<Instant> completedAt,
        Optional<JsonNode> content,
        Optional<Integer> votesCast,
        List<VoteView> votes) {

    static ReviewView of(Session session) {
        return of(session, Optional.empty(), Optional.empty(), List.of());
    }

    static ReviewView of(Session session, Optional<JsonNode> content, List<StoredVote> votes) {
        var cast = (int) votes.stream().filter(StoredVote::counted).count();
        var shown = session.votesAreOpen() ? votes.stream().map(VoteView::of).toList() : List.<VoteView>of();
        return of(session, content, Optional.of(cast), shown);
    }

    private static ReviewView of(
            Session session, Optional<JsonNode> content, Optional<Integer> cast, List<VoteView> votes) {
        var policy = session.policy();
        return new ReviewView(
                session.id(),
                session.taskId(),
                session.tenantId(),
                session.initiator(),
                session.contentHash(),
                session.summary(),
                session.status(),
                session.quorum().value(),
                session.score().map(Score::value),
                policy.minVotes(),
                policy.sealed(),
                policy.vetoRoles(),
                policy.authors(),
                policy.voters(),
                session.createdAt(),
                session.deadline(),
                session.completedAt(),
                content,
                cast,
                votes);
    }

    /** A vote; {@code counted} is false for one that came after the decision. */
    @RegisterForReflection
    record VoteView(
            String agentId,
            String agentRole,
            String vote,
            Optional<Double> confidence,
            String reasoning,
            List<String> concerns,
            int weight,
            boolean counted,
            Instant votedAt) {

        static VoteView of(StoredVote vote) {
            return new VoteView(
                    vote.agentId(),
                    vote.agentRole(),
                    vote.choice().wire(),
                    vote.confidence(),
                    vote.reasoning(),
                    vote.concerns(),
                    vote.weight(),
                    vote.counted(),
                    vote.votedAt());
        }
    }
}
