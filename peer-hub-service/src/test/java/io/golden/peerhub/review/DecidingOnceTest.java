package io.golden.peerhub.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.nats.client.Connection;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DecidingOnceTest {
    private static final int VOTERS = 25;

    @Inject
    DeadlineSweeper sweeper;

    @Test
    void aDeadlineFiresSoonAndEscalates() {
        // given
        var session = Hub.open(Hub.three(), "\"deadline_seconds\": 3,");
        Hub.vote(session, "tester-1", "tester", "approve").then().body("status", equalTo("pending"));

        // when
        Eventually.eventually(
                Duration.ofSeconds(30), () -> assertThat(Hub.status(session)).isEqualTo("expired"));

        // then
        var late = Servers.postgres()
                .query(
                        "select extract(epoch from completed_at - deadline)::float8 as late from peer_hub.peer_review_sessions where session_id = ?",
                        session);
        assertThat((Double) late.getFirst().get("late")).isBetween(0.0, 5.0);
        Hub.get("/" + session + "/explanation").then().body("counts.cast", equalTo(1));
        exactlyOneDecision(session);
    }

    @Test
    void aClockSetBackLengthensNoDeadline() {
        // given: the clock went back by an hour
        var session = Hub.open(Hub.three(), "\"deadline_seconds\": 3,");
        Servers.postgres()
                .execute(
                        "update peer_hub.peer_review_sessions set created_at = created_at + interval '1 hour', deadline = deadline + interval '1 hour' where session_id = ?",
                        session);

        // then
        Eventually.eventually(
                Duration.ofSeconds(30), () -> assertThat(Hub.status(session)).isEqualTo("expired"));
        exactlyOneDecision(session);
    }

    @Test
    void aVoteAfterTheDeadlineIsLateThoughNobodySweptYet() {
        // given
        var session = Hub.open(Hub.voters("tester-1:tester"), "");
        Servers.postgres()
                .execute("update peer_hub.peer_review_sessions set deadline = now() where session_id = ?", session);

        // when
        var late = Hub.vote(session, "tester-1", "tester", "approve");

        // then
        late.then().body("counted", equalTo(false)).body("status", equalTo("expired"));
        exactlyOneDecision(session);
    }

    @Test
    void fiftyContradictingVotesOnBothChannelsDecideOnce() throws Exception {
        // given
        var session = Hub.open(manyVoters(), "\"quorum\": 0.5,");
        var acts = new ArrayList<Callable<?>>();

        // when
        try (var nats = Hub.agents()) {
            for (int i = 0; i < VOTERS; i++) {
                acts.addAll(bothChannels(nats, session, "agent-" + i));
            }
            allAtOnce(acts);
            nats.flush(Duration.ofSeconds(20));
        }

        // then: 13 of 25 equal votes of a kind decide, so at least as many were counted
        Eventually.eventually(() -> assertThat(Hub.status(session)).isNotEqualTo("pending"));
        exactlyOneDecision(session);
        var counted = Servers.postgres()
                .number("select count(*) from peer_hub.peer_votes where session_id = ? and counted", session);
        assertThat(counted).isBetween(13L, (long) VOTERS);
    }

    @Test
    void votesDeadlineAndCancelRacingDecideOnce() throws Exception {
        for (int round = 0; round < 15; round++) {
            // given
            var session = Hub.open(Hub.three(), "");
            var acts = new ArrayList<Callable<?>>();
            acts.add(() -> Hub.vote(session, "security-1", "security", "approve"));
            acts.add(() -> Hub.vote(session, "reviewer-1", "reviewer", "approve"));
            acts.add(() -> Hub.vote(session, "tester-1", "tester", "approve"));
            acts.add(() -> Hub.cancel(session));
            acts.add(() -> Servers.postgres()
                    .execute(
                            "update peer_hub.peer_review_sessions set deadline = now() where session_id = ? and status = 'pending'",
                            session));
            acts.add(() -> sweeper.sweep().await().atMost(Duration.ofSeconds(30)));
            acts.add(() -> sweeper.sweep().await().atMost(Duration.ofSeconds(30)));

            // when
            allAtOnce(acts);

            // then
            Eventually.eventually(() -> assertThat(Hub.status(session)).isNotEqualTo("pending"));
            exactlyOneDecision(session);
        }
    }

    /** One decision, one message about it, one audit row; an escalation where it wants one, and only there. */
    private static void exactlyOneDecision(UUID session) {
        var status = Hub.status(session);
        Eventually.eventually(() -> assertThat(
                        Servers.postgres().number("select count(*) from peer_hub.outbox where sent_at is null"))
                .isZero());
        long results = Hub.messages("PRC", "prc." + session + ".result");
        long cancelled = Hub.messages("PRC", "prc." + session + ".cancelled");
        assertThat(List.of(results, cancelled))
                .isEqualTo(status.equals("cancelled") ? List.of(0L, 1L) : List.of(1L, 0L));
        assertThat(Hub.decisionsAudited(session)).isEqualTo(1);
        var escalations = Servers.postgres()
                .number(
                        "select count(*) from peer_hub.outbox where subject = 'supervisor.escalation' and payload like ?",
                        "%" + session + "%");
        assertThat(escalations).isEqualTo(status.equals("rejected") || status.equals("expired") ? 1 : 0);
    }

    private static List<Callable<?>> bothChannels(Connection nats, UUID session, String agent) {
        return List.of(() -> Hub.vote(session, agent, "reviewer", "approve"), () -> {
            var token = Tokens.agent(agent, "reviewer").sign();
            Hub.publishVote(nats, session, token, Hub.ballot(session, "reject", Hub.HASH));
            return session;
        });
    }

    private static String manyVoters() {
        return Hub.voters(IntStream.range(0, VOTERS)
                .mapToObj(i -> "agent-" + i + ":reviewer")
                .toArray(String[]::new));
    }

    private static void allAtOnce(List<Callable<?>> acts) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = acts.stream().map(threads::submit).toList();
            for (var act : running) {
                act.get();
            }
        }
    }
}
