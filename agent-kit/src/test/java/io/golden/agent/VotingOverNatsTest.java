package io.golden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VotingOverNatsTest {
    private static final List<CodeFile> FILES = List.of(new CodeFile("main.py", "print(1)\n"));

    @TempDir
    Path folder;

    private FakeGolden golden;
    private PrivateNats nats;

    @BeforeEach
    void start() throws Exception {
        golden = new FakeGolden();
        golden.on("GET /api/v1/reviews?*", _ -> FakeGolden.json("[]"));
        golden.on(
                "GET /api/v1/reviews/*",
                call -> FakeGolden.json(
                        session(call.path().substring(call.path().lastIndexOf('/') + 1))));
        nats = new PrivateNats(folder);
    }

    @AfterEach
    void stop() throws Exception {
        nats.close();
        golden.close();
    }

    private static String session(String id) {
        return """
            {"session_id": "%s", "task_id": "t1", "tenant_id": "acme", "status": "pending", "content_hash": "%s",
             "voters": [{"agent_id": "reviewer-1", "role": "reviewer"}],
             "content": {"files": [{"path": "main.py", "content": "print(1)\\n"}]}}\
            """.formatted(id, CodeFile.hash(FILES));
    }

    private AgentWorker worker() {
        return AgentWorker.role("reviewer")
                .as("reviewer-1", "secret")
                .golden(golden.url())
                .nats(nats.url("agents"))
                .review(_ -> Vote.approve(0.9, "short"))
                .start();
    }

    /** Calls for votes until the agent, which may still be connecting, has heard it; returns the vote. */
    private static Message voteOn(Connection operators, String id) throws Exception {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            operators.publish("prc." + id + ".request", session(id).getBytes(StandardCharsets.UTF_8));
            operators.flush(Duration.ofSeconds(20));
            var vote = stored(operators, "prc." + id + ".response");
            if (vote != null) {
                return vote;
            }
        }
        throw new AssertionError("no vote on " + id + " within 20 s");
    }

    private static Message stored(Connection operators, String subject) throws Exception {
        var subscription = operators.jetStream().subscribe(subject);
        try {
            return subscription.nextMessage(Duration.ofMillis(300));
        } finally {
            subscription.unsubscribe();
        }
    }

    private static JsonSchema schemaOfVotes() throws IOException {
        var file = Path.of(System.getProperty("golden.root"), "docs", "events", "review.vote.v1.json");
        var config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(file), config);
    }

    private static void makeStream(Connection operators) throws IOException, JetStreamApiException {
        operators
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name("PRC")
                        .subjects("prc.*.*")
                        .build());
    }

    @Test
    void a_call_for_votes_is_answered_in_the_stream_with_the_agents_own_token() throws Exception {
        nats.start();
        try (var operators = nats.connect();
                var _ = worker()) {
            makeStream(operators);

            var session = "0198c0de-0000-7000-8000-000000000001";
            var vote = voteOn(operators, session);

            assertThat(new String(vote.getData(), StandardCharsets.UTF_8))
                    .contains("\"vote\":\"approve\"", CodeFile.hash(FILES));
            assertThat(vote.getHeaders().getFirst("Golden-Token")).isEqualTo("token-1");
            assertThat(vote.getHeaders().getFirst("Golden-Tenant")).isEqualTo("acme");
            assertThat(vote.getHeaders().getFirst("Nats-Msg-Id")).startsWith("vote:" + session + ":reviewer-1:");
            assertThat(schemaOfVotes().validate(new ObjectMapper().readTree(vote.getData())))
                    .isEmpty();
        }
        assertThat(golden.calls("POST", "/votes")).isEmpty();
    }

    @Test
    void a_worker_that_started_first_finds_nats_and_finds_it_again_after_its_death() throws Exception {
        try (var _ = worker()) {
            Soon.until(() -> !golden.calls("GET", "/reviews").isEmpty());
            nats.start();
            try (var operators = nats.connect()) {
                makeStream(operators);
                assertThat(voteOn(operators, "r1")).isNotNull();
            }
            nats.kill();
            nats.start();
            try (var operators = nats.connect()) {
                assertThat(voteOn(operators, "r2")).isNotNull();
            }
        }
    }
}
