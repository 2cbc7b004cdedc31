package io.golden.dlq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.golden.dlq.Dead;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequeueTest {
    private static final String REQUEUE = "{\"note\": \"fixed the consumer\", \"requeue\": true}";

    @Test
    void aRequeueSendsTheOriginalAgainUnderItsOwnId() {
        // given
        var subject = subject();
        var id = Dead.letter(
                subject, bytes("{\"a\":1}"), Map.of("X-Request-ID", "r-7", "Golden-Message-Id", "m-" + subject));

        // when
        var resolved = Dead.resolve(id, REQUEUE);

        // then
        resolved.then()
                .statusCode(200)
                .body("status", equalTo("resolved"))
                .body("message_id", equalTo((int) id))
                .body("requeued", equalTo(true));
        var sent = Dead.stored("PRC", subject).getFirst();
        assertThat(sent.getData()).isEqualTo(bytes("{\"a\":1}"));
        assertThat(sent.getHeaders().getFirst("Nats-Msg-Id")).isEqualTo("requeue:" + id + ":1");
        assertThat(sent.getHeaders().getFirst("Golden-Message-Id")).isEqualTo("m-" + subject);
        assertThat(sent.getHeaders().getFirst("Golden-Requeues")).isEqualTo("1");
        assertThat(sent.getHeaders().getFirst("X-Request-ID")).isEqualTo("r-7");
        assertThat(sent.getHeaders().containsKey("Golden-Token")).isFalse();
        assertThat(Dead.row(id))
                .containsEntry("resolved", true)
                .containsEntry("resolution", "requeued")
                .containsEntry("resolution_notes", "fixed the consumer")
                .containsEntry("requeues", 1);
        var audit = Servers.postgres()
                .query(
                        "select details::text as d from audit.audit_log where action = 'dlq.resolve' and resource_type = 'dlq_message' and resource_id = ?",
                        Long.toString(id));
        assertThat(audit)
                .singleElement()
                .extracting(r -> r.get("d").toString())
                .asString()
                .contains("\"note\": \"fixed the consumer\"", "\"requeued\": true", "\"tenant_id\": ");
        Dead.resolve(id, REQUEUE).then().statusCode(409).body("error_code", equalTo("dlq.already_resolved"));
    }

    @Test
    void twoHundredHeadersAndInvalidBytesGoBackAsTheyCame() {
        // given
        var subject = subject();
        var more = new HashMap<String, String>();
        for (int i = 0; i < 200; i++) {
            more.put("X-Header-" + i, "value " + i);
        }
        var data = new byte[1024 * 1024];
        new Random(7).nextBytes(data);
        var id = Dead.letter(subject, data, more);

        // when
        var resolved = Dead.resolve(id, REQUEUE);

        // then
        resolved.then().statusCode(200);
        var sent = Dead.stored("PRC", subject).getFirst();
        assertThat(sent.getData()).isEqualTo(data);
        more.forEach(
                (name, value) -> assertThat(sent.getHeaders().getFirst(name)).isEqualTo(value));
    }

    @Test
    void whatAPowerCutTookIsUnresolvedAgainAndWhatItLeftIsNotSentTwice() {
        // given two requeues, of which the stream lost one
        var kept = Dead.letter(subject(), "kept");
        var gone = Dead.letter(subject(), "gone");
        Dead.resolve(kept, REQUEUE).then().statusCode(200);
        Dead.resolve(gone, REQUEUE).then().statusCode(200);
        var lost = Dead.stored("PRC", Dead.row(gone).get("original_subject").toString())
                .getFirst();
        Dead.with(nats -> nats.jetStreamManagement().deleteMessage("PRC", lost.getSeq()));

        // when
        Servers.postgres().query("select dlq.reopen_requeues(now() - interval '1 minute')");

        // then
        assertThat(Dead.row(kept)).containsEntry("resolved", false);
        Dead.resolve(kept, REQUEUE).then().statusCode(200).body("requeued", equalTo(true));
        Dead.resolve(gone, REQUEUE).then().statusCode(200).body("requeued", equalTo(true));
        assertThat(Dead.stored("PRC", Dead.row(kept).get("original_subject").toString()))
                .hasSize(1);
    }

    @Test
    void withoutRequeueTheMessageIsClosedAndNothingIsSent() {
        // given
        var subject = subject();
        var id = Dead.letter(subject, "x");

        // when
        var resolved = Dead.resolve(id, "{\"note\": \"not needed\"}");

        // then
        resolved.then().statusCode(200).body("requeued", equalTo(false));
        assertThat(Dead.stored("PRC", subject)).isEmpty();
        assertThat(Dead.row(id)).containsEntry("resolution", "closed").containsEntry("requeues", 0);
        Eventually.eventually(() -> assertThat(Dead.stored("EVENTS", "event.dlq.message.resolved"))
                .anySatisfy(event -> assertThat(new String(event.getData(), StandardCharsets.UTF_8))
                        .contains("\"id\":" + id + ",")));
    }

    @Test
    void theFirstSenderIsVouchedForWithTheServicesOwnToken() {
        // given
        var subject = subject();
        var id = Dead.letter(
                subject, bytes("x"), Map.of("Golden-Subject", "tester-1", "Golden-Subject-Roles", "tester"));

        // when
        Dead.resolve(id, REQUEUE).then().statusCode(200);

        // then
        var headers = Dead.stored("PRC", subject).getFirst().getHeaders();
        assertThat(headers.getFirst("Golden-Subject")).isEqualTo("tester-1");
        assertThat(headers.getFirst("Golden-Subject-Roles")).isEqualTo("tester");
        var claims = new String(
                Base64.getUrlDecoder().decode(headers.getFirst("Golden-Token").split("\\.", -1)[1]),
                StandardCharsets.UTF_8);
        assertThat(claims).contains("\"sub\":\"dlq-service\"");
        assertThat(Dead.admin("ada").get("/api/v1/dlq/" + id).asString())
                .doesNotContain(headers.getFirst("Golden-Token"));
    }

    @Test
    void afterThreeLivesItTakesForce() {
        // given
        var id = Dead.letter(subject(), bytes("x"), Map.of("Golden-Requeues", "2"));

        // when
        var refused = Dead.resolve(id, REQUEUE);

        // then
        refused.then().statusCode(409).body("error_code", equalTo("state.conflict"));
        Dead.resolve(id, "{\"note\": \"really\", \"requeue\": true, \"force\": true}")
                .then()
                .statusCode(200);
    }

    @Test
    void anEditedPayloadIsSentAndTheOriginalKept() {
        // given
        var id = Dead.letter(subject(), "{\"vote\":\"aprove\",\"secret\":\"s3cret\"}");
        var elsewhere = subject();

        // when
        var resolved = Dead.resolve(
                id,
                "{\"note\": \"typo\", \"requeue\": true, \"subject\": \"%s\", \"data\": {\"vote\": \"approve\", \"secret\": \"s3cret\"}}"
                        .formatted(elsewhere));

        // then
        resolved.then().statusCode(200);
        assertThat(new String(Dead.stored("PRC", elsewhere).getFirst().getData(), StandardCharsets.UTF_8))
                .isEqualTo("{\"vote\":\"approve\",\"secret\":\"s3cret\"}");
        Dead.admin("ada")
                .get("/api/v1/dlq/" + id)
                .then()
                .body("data", equalTo("{\"vote\":\"aprove\",\"secret\":\"s3cret\"}"))
                .body("requeue.subject", equalTo(elsewhere))
                .body("requeue.changes", hasItem("/vote"))
                .body("requeue.difference[0].from", equalTo("\"aprove\""))
                .body("requeue.difference[0].to", equalTo("\"approve\""));
        var details = Servers.postgres()
                .query(
                        "select details::text as d from audit.audit_log where action = 'dlq.resolve' and resource_id = ?",
                        Long.toString(id))
                .getFirst()
                .get("d")
                .toString();
        assertThat(details).contains("/vote", elsewhere).doesNotContain("s3cret");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        // given
        var id = Dead.letter(subject(), "x");

        // then
        Dead.resolve(id, "{}").then().statusCode(422).body("details.errors.field", hasItem("note"));
        Dead.resolve(id, "{\"note\":\"x\",\"data\":\"y\"}").then().statusCode(422);
        Dead.resolve(id, "{\"note\":\"x\",\"requeue\":true,\"subject\":\"dlq.prc.1.response\"}")
                .then()
                .statusCode(422);
        Dead.resolve(id, "{\"note\":\"x\",\"requeue\":true,\"subject\":\"prc.*.response\"}")
                .then()
                .statusCode(422);
        Dead.resolve(id, "{\"note\":\"x\",\"requeue\":true,\"subject\":\"nobody.keeps.this\"}")
                .then()
                .statusCode(422)
                .body("details.errors[0].field", equalTo("subject"));
        assertThat(Dead.row(id)).containsEntry("resolved", false);
    }

    @Test
    void aMessageThatComesBackIsLinkedToItsEarlierLife() {
        // given
        var subject = subject();
        var messageId = UUID.randomUUID().toString();
        var first = Dead.letter(subject, bytes("x"), Map.of("Golden-Message-Id", messageId));
        Dead.resolve(first, REQUEUE).then().statusCode(200);

        // when
        var second = Dead.letter(subject, bytes("x"), Map.of("Golden-Message-Id", messageId, "Golden-Requeues", "1"));

        // then
        Dead.admin("ada")
                .get("/api/v1/dlq/" + second)
                .then()
                .body("requeues", equalTo(1))
                .body("history.event", equalTo(List.of("captured", "requeued", "captured")))
                .body("history.message_id", equalTo(List.of((int) first, (int) first, (int) second)));
        assertThat(Dead.row(second)).containsEntry("previous_id", first);
    }

    @Test
    void aMessageThatDiesAgainBeforeItsRequeueIsResolvedIsLinkedAsWell() {
        // given
        var subject = subject();
        var messageId = UUID.randomUUID().toString();
        var first = Dead.letter(subject, bytes("x"), Map.of("Golden-Message-Id", messageId));

        // when
        var second = Dead.letter(subject, bytes("x"), Map.of("Golden-Message-Id", messageId, "Golden-Requeues", "1"));

        // then
        assertThat(Dead.row(second)).containsEntry("previous_id", first);
    }

    private static String subject() {
        return "prc." + UUID.randomUUID() + ".response";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
