package io.golden.dlq.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.dlq.Dead;
import io.golden.dlq.DiedBefore;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.nats.client.impl.Headers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What nobody honest sends: it is stored as far as it can be true, and holds up nothing. */
@QuarkusTest
@WithTestResource(
        value = Servers.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "dlq"))
@WithTestResource(value = DiedBefore.class, scope = TestResourceScope.GLOBAL)
class DoubtfulCaptureTest {
    @Test
    void aMessageWhoseHeadersNoClientCanReadIsStoredWithWhatCanBeRead() {
        // given
        var subject = "prc." + UUID.randomUUID() + ".response";
        var lines = "X-V: \u00e4\r\nX V: 1\r\nno colon\r\nX-Good: kept\r\nGolden-Token : secret\r\n";
        Servers.nats().publishRaw(subject, lines.getBytes(StandardCharsets.UTF_8), new byte[] {'x'});
        long seq = Dead.with(nats -> nats.jetStreamManagement().getStreamInfo("PRC"))
                .getStreamState()
                .getLastSequence();

        // when
        Dead.advisory("PRC", "unreadable", seq);

        // then
        var row = Dead.row(Dead.rowOf("unreadable", seq));
        assertThat(row)
                .containsEntry("original_subject", subject)
                .containsEntry("data", "x")
                .containsEntry("error_type", "max_deliveries");
        assertThat(row.get("head").toString())
                .contains("\"X-Good\": [\"kept\"]", "\"X-V\": [\"??\"]")
                .doesNotContain("secret");
    }

    @Test
    void anAdvisoryThatCannotBeFollowedHoldsUpNoOther() {
        // given
        var told = "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.x.y";
        for (var text :
                new String[] {"null", "nonsense", "", "[]", "{\"stream\":\"a b\",\"consumer\":\"c\",\"stream_seq\":1}"
                }) {
            Dead.publish(told, new Headers(), text.getBytes(StandardCharsets.UTF_8), "odd-" + UUID.randomUUID());
        }

        // when one tells of a stream that was deleted meanwhile
        Dead.advisory("DELETED", "of-a-deleted-stream", 7);

        // then
        assertThat(Dead.row(Dead.rowOf("of-a-deleted-stream", 7))).containsEntry("error_type", "lost");
        Eventually.eventually(
                Duration.ofSeconds(10),
                () -> assertThat(Dead.with(nats ->
                                        nats.jetStreamManagement().getConsumerInfo("ADVISORIES", "dlq-advisories"))
                                .getNumAckPending())
                        .isZero());
    }

    @Test
    void theServicesOwnConsumersLeaveNoDeadLetters() {
        // when
        Dead.advisory("ADVISORIES", "dlq-advisories", 1);
        Dead.advisory("DELETED", "after-its-own", 8);

        // then
        Dead.rowOf("after-its-own", 8);
        assertThat(Servers.postgres().number("select count(*) from dlq.dlq_messages where stream = 'ADVISORIES'"))
                .isZero();
    }

    @Test
    void howOftenItWasSentAgainCountsAsFarAsItCanBeTrue() {
        // when
        var many = Dead.letter(
                "prc.5.response", new byte[] {'x'}, Map.of("Golden-Requeues", Integer.toString(Integer.MAX_VALUE)));
        var more = Dead.letter("prc.5.response", new byte[] {'x'}, Map.of("Golden-Requeues", "5000"));

        // then
        assertThat(Dead.row(many)).containsEntry("requeues", 0);
        assertThat(Dead.row(more)).containsEntry("requeues", 1_000);
    }

    @Test
    void aSilentDeathOfAnAgentsMessageIsInATenantOfThatAgentOnly() {
        // given
        var token = Tokens.agent("tester-1", "tester").tenants("acme", "beta").sign();
        var subject = "prc." + UUID.randomUUID() + ".response";
        var own = new Headers().put("Golden-Token", token).put("Golden-Tenant", "acme");
        var foreign = new Headers()
                .put("Golden-Token", token)
                .put("Golden-Tenant", "other")
                .put("Golden-Requeues", "3");
        var nobodys = new Headers().put("Golden-Tenant", "other");

        // when
        long first = Dead.publish(subject, own, new byte[] {'x'}, subject + 1);
        long second = Dead.publish(subject, foreign, new byte[] {'x'}, subject + 2);
        long third = Dead.publish(subject, nobodys, new byte[] {'x'}, subject + 3);
        for (long seq : new long[] {first, second, third}) {
            Dead.advisory("PRC", "whose-tenant", seq);
        }

        // then
        assertThat(Dead.row(Dead.rowOf("whose-tenant", first))).containsEntry("tenant_id", "acme");
        assertThat(Dead.row(Dead.rowOf("whose-tenant", second)))
                .containsEntry("tenant_id", "default")
                .containsEntry("requeues", 0);
        assertThat(Dead.row(Dead.rowOf("whose-tenant", third))).containsEntry("tenant_id", "default");
    }
}
