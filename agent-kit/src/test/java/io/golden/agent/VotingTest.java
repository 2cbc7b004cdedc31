package io.golden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VotingTest {
    private static final List<CodeFile> FILES = List.of(new CodeFile("main.py", "print(1)\n"));

    private static String session(String hash) {
        return """
                {"session_id": "r1", "task_id": "t1", "status": "pending", "content_hash": "%s",
                 "voters": [{"agent_id": "reviewer-1", "role": "reviewer"}],
                 "content": {"files": [{"path": "main.py", "content": "print(1)\\n"}]}}""".formatted(hash);
    }

    private static FakeGolden.Call voteOn(String hash, AtomicReference<Review> seen) throws Exception {
        try (var golden = new FakeGolden()) {
            golden.on("GET /api/v1/reviews?*", _ -> FakeGolden.json("[" + session(hash) + "]"));
            golden.on("GET /api/v1/reviews/r1", _ -> FakeGolden.json(session(hash)));
            golden.on("POST /api/v1/reviews/r1/votes", _ -> FakeGolden.json("{}"));
            try (var _ = AgentWorker.role("reviewer")
                    .as("reviewer-1", "secret")
                    .golden(golden.url())
                    .review(review -> {
                        seen.set(review);
                        return Vote.conditional(0.6, "nearly", List.of("a name is odd"));
                    })
                    .start()) {
                Soon.until(() -> !golden.calls("POST", "/votes").isEmpty());
            }
            return golden.calls("POST", "/votes").getFirst();
        }
    }

    @Test
    void a_pending_review_is_found_judged_and_voted_on_without_nats() throws Exception {
        var seen = new AtomicReference<Review>();

        var vote = voteOn(CodeFile.hash(FILES), seen);

        assertThat(seen.get().files()).isEqualTo(FILES);
        assertThat(seen.get().role()).isEqualTo("reviewer");
        assertThat(vote.body().path("vote").asText()).isEqualTo("conditional");
        assertThat(vote.body().path("content_hash").asText()).isEqualTo(CodeFile.hash(FILES));
        assertThat(vote.body().path("concerns").toString()).isEqualTo("[\"a name is odd\"]");
    }

    @Test
    void files_that_are_not_what_their_hash_names_are_rejected_unread() throws Exception {
        var seen = new AtomicReference<Review>();

        var vote = voteOn("0".repeat(64), seen);

        assertThat(seen.get()).isNull();
        assertThat(vote.body().path("vote").asText()).isEqualTo("reject");
    }

    @Test
    void the_hash_is_over_sorted_files_with_zero_bytes_between() {
        var sorted = List.of(new CodeFile("a.py", "1"), new CodeFile("b.py", "2"));

        assertThat(CodeFile.hash(sorted.reversed())).isEqualTo(CodeFile.hash(sorted));
        // As Python's hashlib says of b'a.py\x001\x00b.py\x002\x00'.
        assertThat(CodeFile.hash(sorted)).isEqualTo("e7617eded94a4a1537232e58f540efcca736cb31d4c6b08dbb7d16579f313e97");
    }
}
