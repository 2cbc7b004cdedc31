package io.golden.dlq.redrive;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.golden.dlq.Dead;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code -Dgolden.redrive.messages=10000} for the full size. */
@QuarkusTest
class RedriveTest {
    private static final int MESSAGES = Integer.getInteger("golden.redrive.messages", 300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String tenant = "t-" + UUID.randomUUID();
    private final String name = "c" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void aFailingConsumerStopsItAfterTheCanaryAndAMendedOneGetsAllOnceAtTheRate() throws Exception {
        // given
        var mended = new AtomicBoolean();
        dead(MESSAGES);
        try (var consumer = new Consumer(name, _ -> mended.get())) {
            // when
            var stopped = over(start("{\"subject\": \"%s\"}".formatted(consumer.subject), 0, true));

            // then
            assertThat(stopped.getString("state")).isEqualTo("stopped");
            assertThat(stopped.getString("reason")).contains("canary");
            assertThat(stopped.getInt("total")).isEqualTo(MESSAGES);
            assertThat(stopped.getInt("sent")).isEqualTo(1);
            assertThat(stopped.getInt("failed_again")).isEqualTo(1);
            assertThat(stopped.getInt("left")).isEqualTo(MESSAGES - 1);
            assertThat(consumer.received).hasSize(1);

            // given the consumer is mended
            mended.set(true);
            consumer.received.clear();
            int rate = Math.max(100, MESSAGES / 5);

            // when
            long begin = System.nanoTime();
            var id = start("{\"subject\": \"prc.*.response\", \"error_type\": \"failed\"}", rate, true);
            dead(5);
            var completed = over(id);
            var took = Duration.ofNanos(System.nanoTime() - begin);

            // then all that were dead when it began, the canary's second life among them, came once; later ones did not
            assertThat(completed.getString("state")).isEqualTo("completed");
            assertThat(completed.getInt("sent")).isEqualTo(MESSAGES);
            assertThat(completed.getInt("left")).isZero();
            Eventually.eventually(() -> assertThat(consumer.received).hasSize(MESSAGES));
            assertThat(consumer.received.stream().map(m -> m.getHeaders().getFirst("Golden-Message-Id")))
                    .doesNotHaveDuplicates();
            assertThat(took).isBetween(Duration.ofMillis(900L * MESSAGES / rate), PATIENCE);
            Eventually.eventually(() -> assertThat(find(id).getInt("done")).isEqualTo(MESSAGES));
            assertThat(unresolved()).isEqualTo(5);
        }
        assertThat(Servers.postgres().number("select sum(unresolved) from dlq.dlq_groups where tenant_id = ?", tenant))
                .isEqualTo(5);
    }

    @Test
    void whenItsReplicaIsGoneAnotherCarriesOnAndNothingIsSentTwice() throws Exception {
        // given
        dead(MESSAGES);
        try (var consumer = new Consumer(name, _ -> true)) {
            var id = start("{}", MESSAGES / 2, false);
            Eventually.eventually(() -> assertThat(consumer.received).hasSizeGreaterThan(MESSAGES / 10));

            // when the replica loses the job half-way, with messages planned, some sent and none resolved
            Servers.postgres().execute("""
                    with job as (update dlq.dlq_redrives set lease_owner = 'dead', lease_until = now() + interval '2 seconds',
                        position = position - 20 where id = ?::uuid returning id, position)
                    update dlq.dlq_messages m
                    set resolved = false, resolved_at = null, resolved_by = null, resolution = null, requeues = 0
                    from job where m.tenant_id = ? and m.id > job.position and m.resolved
                    """, id, tenant);
            var completed = over(id);

            // then
            assertThat(completed.getString("state")).isEqualTo("completed");
            assertThat(completed.getInt("sent")).isEqualTo(MESSAGES);
            assertThat(completed.getInt("skipped")).isZero();
            Eventually.eventually(() -> assertThat(consumer.received).hasSize(MESSAGES));
            assertThat(Dead.stored("PRC", consumer.subject)).hasSize(MESSAGES);
        }
    }

    @Test
    void itIsCancelledRepeatedAndRefused() throws Exception {
        // given
        dead(20);
        var body = body("{}", 1, false);
        var key = UUID.randomUUID().toString();
        var first = caller().header("Idempotency-Key", key).body(body).post("/api/v1/dlq/redrive");
        var again = caller().header("Idempotency-Key", key).body(body).post("/api/v1/dlq/redrive");
        first.then().statusCode(202);
        again.then().statusCode(202).header("Idempotent-Replayed", "true").body("id", equalTo(first.path("id")));
        String id = first.path("id");

        // when
        caller().post("/api/v1/dlq/redrives/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"));

        // then
        int sent = find(id).getInt("sent");
        assertThat(sent).isLessThan(20);
        assertThat(unresolved()).isEqualTo(20 - sent);
        caller().post("/api/v1/dlq/redrives/" + id + "/cancel").then().statusCode(409);
        caller().get("/api/v1/dlq/redrives").then().statusCode(200).body("id", hasItem(id));
        Dead.admin("ada")
                .get("/api/v1/dlq/redrives/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        caller().body("{\"filter\": {\"subjekt\": \"x\"}, \"note\": \"x\"}")
                .post("/api/v1/dlq/redrive")
                .then()
                .statusCode(422);
        caller().body("{\"note\": \"x\"}").post("/api/v1/dlq/redrive").then().statusCode(422);
        for (var since : List.of("5", "\"-999999999-01-01T00:00:00Z\"", "\"yesterday\"")) {
            caller().body("{\"filter\": {\"since\": %s}, \"note\": \"x\"}".formatted(since))
                    .post("/api/v1/dlq/redrive")
                    .then()
                    .statusCode(422)
                    .body("details.errors.field", hasItem("filter.since"));
        }
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where resource_id = ? and action like 'dlq.redrive%'",
                                id))
                .isEqualTo(2);
    }

    @Test
    void whatSaysItLivedForEverIsSentWithForceAndWhatCannotBePublishedIsSkipped() throws Exception {
        // given
        dead(3);
        var oldest = "(select min(id) from dlq.dlq_messages where tenant_id = ?)";
        Servers.postgres()
                .execute(
                        "update dlq.dlq_messages set original_subject = 'prc.*.response' where id = " + oldest, tenant);
        Servers.postgres().execute("update dlq.dlq_messages set requeues = 2147483647 where tenant_id = ?", tenant);

        // when
        String id = caller().body("{\"filter\": {}, \"note\": \"x\", \"canary\": false, \"force\": true}")
                .post("/api/v1/dlq/redrive")
                .path("id");

        // then
        var redrive = over(id);
        assertThat(redrive.getString("state")).isEqualTo("completed");
        assertThat(redrive.getInt("sent")).isEqualTo(2);
        assertThat(redrive.getInt("skipped")).isEqualTo(1);
    }

    @Test
    void redrivesArePagedNewestFirst() {
        // given
        var older = start("{}", 0, false);
        var newer = start("{}", 0, false);

        // when
        var first = caller().get("/api/v1/dlq/redrives?limit=1&count=true");

        // then
        first.then().header("X-Total-Count", "2").body("id", equalTo(List.of(newer)));
        var link = Pattern.compile("<([^>]*)>; rel=\"next\"").matcher(first.header("Link"));
        assertThat(link.find()).isTrue();
        caller().urlEncodingEnabled(false).get(link.group(1)).then().body("id", equalTo(List.of(older)));
        caller().get("/api/v1/dlq/redrives?offset=1").then().body("id", equalTo(List.of(older)));
    }

    private RequestSpecification caller() {
        var token = Tokens.user("ada", "admin", "dlq.read", "dlq.resolve")
                .tenants(tenant)
                .sign();
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private static String body(String filter, int rate, boolean canary) {
        return "{\"filter\": %s, \"note\": \"mended\", \"rate_per_second\": %d, \"canary\": %s}"
                .formatted(filter, rate, canary);
    }

    private String start(String filter, int rate, boolean canary) {
        return caller().body(body(filter, rate, canary))
                .post("/api/v1/dlq/redrive")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private JsonPath find(String id) {
        return caller().get("/api/v1/dlq/redrives/" + id).jsonPath();
    }

    private JsonPath over(String id) {
        return Eventually.eventuallyGet(PATIENCE, () -> {
            var redrive = find(id);
            assertThat(redrive.getString("finished_at")).isNotNull();
            return redrive;
        });
    }

    private long unresolved() {
        return Servers.postgres()
                .number("select count(*) from dlq.dlq_messages where tenant_id = ? and not resolved", tenant);
    }

    private void dead(int messages) {
        Dead.letters("prc." + name + ".response", name, tenant, messages);
        Eventually.eventually(
                PATIENCE,
                () -> assertThat(Servers.postgres()
                                .number(
                                        "select count(*) from dlq.dlq_messages where tenant_id = ? and data like ?",
                                        tenant,
                                        "%of " + messages + "\"%"))
                        .isEqualTo(messages));
    }
}
