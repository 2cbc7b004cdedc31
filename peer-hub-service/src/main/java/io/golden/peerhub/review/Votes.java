package io.golden.peerhub.review;

import io.golden.commons.ids.Ids;
import io.golden.peerhub.quorum.Choice;
import io.golden.peerhub.quorum.Voter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code peer_votes}. */
@ApplicationScoped
class Votes {
    /** Stores the vote; a voter's earlier one of the same kind (counted or late) is replaced. */
    Uni<Void> put(SqlConnection tx, UUID sessionId, Voter voter, Vote vote, boolean counted) {
        var sql = """
                insert into peer_votes (id, session_id, agent_id, agent_role, vote, confidence, reasoning, concerns,
                    weight, counted, voted_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp())
                on conflict (session_id, agent_id, counted) do update
                set vote = excluded.vote, confidence = excluded.confidence, reasoning = excluded.reasoning,
                    concerns = excluded.concerns, voted_at = excluded.voted_at
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.from(new Object[] {
                    Ids.next(),
                    sessionId,
                    voter.agentId(),
                    voter.role(),
                    vote.choice().wire(),
                    vote.confidence().orElse(null),
                    vote.reasoning(),
                    vote.concerns().toArray(String[]::new),
                    voter.weight(),
                    counted
                }))
                .replaceWithVoid();
    }

    /** All votes of these sessions, late ones too, in the order they came. */
    Uni<List<StoredVote>> of(SqlConnection tx, Collection<UUID> sessionIds) {
        var sql = """
                select session_id, agent_id, agent_role, vote, confidence, reasoning, concerns, weight, counted, voted_at
                from peer_votes
                where session_id = any($1)
                order by session_id, voted_at, id
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(sessionIds.toArray(UUID[]::new)))
                .map(rows -> {
                    var votes = new ArrayList<StoredVote>(rows.size());
                    rows.forEach(row -> votes.add(read(row)));
                    return votes;
                });
    }

    private static StoredVote read(Row row) {
        return new StoredVote(
                row.getUUID("session_id"),
                row.getString("agent_id"),
                row.getString("agent_role"),
                Choice.of(row.getString("vote")).orElseThrow(),
                Optional.ofNullable(row.getDouble("confidence")),
                row.getString("reasoning"),
                List.of(row.getArrayOfStrings("concerns")),
                row.getInteger("weight"),
                row.getBoolean("counted"),
                row.getOffsetDateTime("voted_at").toInstant());
    }
}
