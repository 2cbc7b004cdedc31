package io.golden.dlq.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.dlq.Dead;
import io.golden.dlq.DiedBefore;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = Servers.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "dlq"))
@WithTestResource(value = DiedBefore.class, scope = TestResourceScope.GLOBAL)
class CaptureTest {
    @Test
    void whatDiedWhileTheServiceWasDownIsThere() {
        var told = Dead.row(Dead.rowOf("died-before", DiedBefore.TOLD_SEQ));
        assertThat(told).containsEntry("original_subject", DiedBefore.TOLD).containsEntry("error_count", 5);

        var silent = Eventually.eventuallyGet(
                Duration.ofSeconds(10),
                () -> Servers.postgres()
                        .query("select * from dlq.dlq_messages where consumer = 'died-before-silently'")
                        .getFirst());
        assertThat(silent)
                .containsEntry("original_subject", DiedBefore.SILENT)
                .containsEntry("data", "{\"died\":\"before\"}")
                .containsEntry("error_type", "max_deliveries")
                .containsEntry("error_count", 2);
    }

    @Test
    void aDeadLetterBecomesARowWithoutTheSendersToken() {
        // given
        var token = Tokens.agent("tester-1", "tester").sign();

        // when
        var id = Dead.letter(
                "prc.1.response",
                "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
                Map.of("Golden-Token", token, "Golden-Tenant", "acme", "X-Request-ID", "r-1", "Golden-Requeues", "1"));

        // then
        var row = Dead.row(id);
        assertThat(row)
                .containsEntry("original_subject", "prc.1.response")
                .containsEntry("data", "{\"a\":1}")
                .containsEntry("data_encoding", "utf8")
                .containsEntry("error_type", "failed")
                .containsEntry("error", "it did not work")
                .containsEntry("error_count", 5)
                .containsEntry("stream", "PRC")
                .containsEntry("tenant_id", "acme")
                .containsEntry("requeues", 1)
                .containsEntry("resolved", false);
        assertThat(row.get("head").toString())
                .contains("\"X-Request-ID\": [\"r-1\"]")
                .doesNotContain(token, "Golden-Token");
    }

    @Test
    void binaryAndLargePayloadsAreKeptWhole() {
        // given
        var binary = new byte[] {(byte) 0xC3, 0x28, 0, 1, 2};
        var large = new byte[1024 * 1024];
        new Random(5).nextBytes(large);

        // when
        var small = Dead.row(Dead.letter("prc.2.response", binary, Map.of()));
        var big = Dead.row(Dead.letter("prc.2.response", large, Map.of()));
        var text = Dead.row(Dead.letter("prc.2.response", "x".repeat(1024 * 1024)));

        // then
        assertThat(small).containsEntry("data_encoding", "base64");
        assertThat(Base64.getDecoder().decode(small.get("data").toString())).isEqualTo(binary);
        assertThat(Base64.getDecoder().decode(big.get("data").toString())).isEqualTo(large);
        assertThat(text.get("data").toString()).hasSize(1024 * 1024);
    }

    @Test
    void aSubjectAndAnIdOfAnyLengthAreKept() {
        // given
        var noise = new StringBuilder();
        new Random(6).ints(3_400, 'a', 'z').forEach(letter -> noise.append((char) letter));

        // when
        var id = Dead.letter(
                "prc." + noise + ".response",
                "x".getBytes(StandardCharsets.UTF_8),
                Map.of("Golden-Message-Id", noise.toString().repeat(3)));

        // then
        assertThat(Dead.row(id)).containsEntry("original_subject", "prc." + noise + ".response");
        Dead.admin("ada").get("/api/v1/dlq/" + id).then().statusCode(200);
    }

    @Test
    void oneDeathIsOneRowHoweverOftenItIsTold() {
        // given
        var headers = Dead.headers("prc.3.response", "told-twice", 9, Map.of());
        var data = "again".getBytes(StandardCharsets.UTF_8);

        // when
        for (int i = 0; i < 20; i++) {
            Dead.publish("dlq.prc.3.response", headers, data, "copy-" + i);
        }
        Dead.letter("prc.3.response", "the last one");

        // then
        assertThat(Servers.postgres().number("select count(*) from dlq.dlq_messages where consumer = 'told-twice'"))
                .isEqualTo(1);
    }

    @Test
    void theSameSequenceOfAStreamMadeAnewIsAnotherDeath() {
        // given
        var data = "alike".getBytes(StandardCharsets.UTF_8);
        var first = Dead.headers("prc.4.response", "counts-anew", 5, Map.of("Golden-Message-Id", "first"));
        var second = Dead.headers("prc.4.response", "counts-anew", 5, Map.of("Golden-Message-Id", "second"));

        // when
        Dead.publish("dlq.prc.4.response", first, data, "anew-1");
        Dead.rowOf("counts-anew", 5);
        Dead.publish("dlq.prc.4.response", second, data, "anew-2");
        Dead.publish("dlq.prc.4.response", second, data, "anew-3");
        Dead.letter("prc.4.response", "the last one");

        // then
        assertThat(Servers.postgres()
                        .query("select incarnation from dlq.dlq_messages where consumer = 'counts-anew' order by id"))
                .extracting(row -> row.get("incarnation"))
                .containsExactly(0, 1);
    }

    @Test
    void aConsumerThatIsGoneWithItsDeliveriesUsedUpIsFound() throws Exception {
        // given: nobody pulls once more, so NATS tells of nothing
        var subject = "prc." + UUID.randomUUID() + ".response";
        for (int i = 0; i < 3; i++) {
            Dead.publish(subject, new Headers(), ("x" + i).getBytes(StandardCharsets.UTF_8), subject + i);
        }

        // when
        Dead.dieAndVanish(subject, "vanished", 3);

        // then
        Eventually.eventually(
                Duration.ofSeconds(15),
                () -> assertThat(
                                Servers.postgres()
                                        .query(
                                                "select data, error_type, error_count from dlq.dlq_messages where consumer = 'vanished' order by stream_seq"))
                        .extracting(row -> row.get("data") + " " + row.get("error_type") + " " + row.get("error_count"))
                        .containsExactly("x0 max_deliveries 2", "x1 max_deliveries 2", "x2 max_deliveries 2"));
    }

    @Test
    void whatDiesInAWorkQueueIsTakenOutOfItOnceItIsStored() {
        // given a work queue, which keeps a message until somebody acknowledges it
        var stream = "WORK-" + UUID.randomUUID();
        Dead.with(nats -> nats.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(stream)
                        .subjects(stream + ".*")
                        .retentionPolicy(RetentionPolicy.WorkQueue)
                        .build()));
        long seq = Dead.publish(stream + ".a", new Headers(), "x".getBytes(StandardCharsets.UTF_8), stream);

        // when
        Dead.dieSilently(stream, stream + ".a", "worker");

        // then
        assertThat(Dead.row(Dead.rowOf("worker", seq))).containsEntry("data", "x");
        Eventually.eventually(
                () -> assertThat(Dead.stored(stream, stream + ".a")).isEmpty());
    }

    @Test
    void aDeadLetterReplacesWhatAnAdvisoryTold() {
        // given
        var subject = "prc." + UUID.randomUUID() + ".response";
        long seq = Dead.publish(subject, new Headers(), "x".getBytes(StandardCharsets.UTF_8), subject);
        Dead.dieSilently(subject, "silent-then-told");
        var id = Dead.rowOf("silent-then-told", seq);

        // when
        Dead.publish(
                "dlq." + subject,
                Dead.headers(subject, "silent-then-told", seq, Map.of()),
                "x".getBytes(StandardCharsets.UTF_8),
                "dlq:" + subject);

        // then
        Eventually.eventually(() -> assertThat(Dead.row(id)).containsEntry("error", "it did not work"));
    }

    @Test
    void theSenderOfASilentDeathIsWhomItsTokenNames() {
        // given
        var subject = "prc." + UUID.randomUUID() + ".response";
        var headers = new Headers()
                .put("Golden-Token", Tokens.agent("tester-1", "tester").sign())
                .put("Golden-Subject", "mallory");
        long seq = Dead.publish(subject, headers, "x".getBytes(StandardCharsets.UTF_8), subject);

        // when
        Dead.dieSilently(subject, "silent-sender");

        // then
        assertThat(Dead.row(Dead.rowOf("silent-sender", seq)).get("head").toString())
                .contains(
                        "\"Golden-Subject\": [\"tester-1\"]",
                        "\"Golden-Subject-Roles\": [\"tester\"]",
                        "\"Golden-Message-Id\": [\"tester-1:" + subject + "\"]")
                .doesNotContain("mallory", "Golden-Token");
    }

    @Test
    void aMessageThatWasPurgedBeforeCaptureIsRecordedAsLost() {
        // given
        var advisory = """
                {"type": "io.nats.jetstream.advisory.v1.max_deliver", "id": "1", "stream": "PRC",
                 "consumer": "lost-consumer", "stream_seq": 4711, "deliveries": 5}
                """;

        // when
        Dead.publish(
                "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.PRC.lost-consumer",
                new Headers(),
                advisory.getBytes(StandardCharsets.UTF_8),
                "lost");

        // then
        var row = Dead.row(Dead.rowOf("lost-consumer", 4711));
        assertThat(row)
                .containsEntry("error_type", "lost")
                .containsEntry("data", "")
                .containsEntry("error_count", 5);
        Eventually.eventually(() ->
                assertThat(Dead.stored("EVENTS", "event.dlq.message.lost")).isNotEmpty());
    }

    @Test
    void aDeadEscalationIsCritical() {
        // when
        var id = Dead.letter("supervisor.escalation", "{}");

        // then
        Eventually.eventually(() -> assertThat(Dead.stored("EVENTS", "event.dlq.message.critical"))
                .anySatisfy(event -> assertThat(new String(event.getData(), StandardCharsets.UTF_8))
                        .contains("\"id\":" + id)));
    }

    @Test
    void whatDiesWhileTheDatabaseIsKilledIsStoredWhenItIsBack() {
        // given
        var server = Servers.postgres().server();
        server.kill();

        // when
        for (int seq = 1; seq <= 200; seq++) {
            Dead.publish(
                    "dlq.prc.9.response",
                    Dead.headers("prc.9.response", "while-killed", seq, Map.of()),
                    "x".getBytes(StandardCharsets.UTF_8),
                    "while-killed-" + seq);
        }
        server.start();

        // then
        Eventually.eventually(
                Duration.ofSeconds(45),
                () -> assertThat(
                                Servers.postgres()
                                        .number(
                                                "select count(distinct stream_seq) from dlq.dlq_messages where consumer = 'while-killed'"))
                        .isEqualTo(200));
    }
}
