package io.golden.supervisor.escalation;

import static io.golden.test.Eventually.eventually;
import static io.golden.test.Eventually.eventuallyGet;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.golden.commons.caller.Permission;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.nats.client.Connection;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EscalationsTest {
    private static final String PATH = "/api/v1/escalations";

    private static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.sign()).contentType(ContentType.JSON);
    }

    private static Tokens operator() {
        return Tokens.user("olga", "operator", Permission.ESCALATION_VIEW, Permission.ESCALATION_RESOLVE);
    }

    private static Tokens creator() {
        return Tokens.user("adam", "admin", Permission.ESCALATION_CREATE, Permission.ESCALATION_VIEW);
    }

    private static String created(String tenant) {
        return as(creator())
                .body(Map.of("reason", "they disagree", "tenant_id", tenant, "severity", "high"))
                .post(PATH)
                .then()
                .statusCode(201)
                .body("state", equalTo("open"))
                .extract()
                .path("id");
    }

    private static void raise(UUID id, String messageId, String payload) throws Exception {
        try (Connection nats = Servers.nats().connectAs("peer-hub-service")) {
            var message = NatsMessage.builder()
                    .subject("supervisor.escalation")
                    .headers(new Headers()
                            .add("Golden-Event-Type", "supervisor.escalation")
                            .add("Golden-Message-Id", messageId)
                            .add("Golden-Tenant", "default"))
                    .data(payload.replace("ID", id.toString()), StandardCharsets.UTF_8)
                    .build();
            nats.jetStream()
                    .publish(
                            message,
                            PublishOptions.builder().messageId(messageId).build());
        }
    }

    private static final String RAISED = """
            {"escalation_id": "ID", "session_id": "ID", "task_id": "ID", "tenant_id": "default",
             "reason": "no quorum", "severity": "medium", "pattern_type": "agent_conflict",
             "suggested_fix": "read the votes", "evidence": {"score": 0.58}}""";

    @Test
    void one_that_a_service_raises_twice_is_one() throws Exception {
        var id = UUID.randomUUID();

        raise(id, UUID.randomUUID().toString(), RAISED);
        raise(id, UUID.randomUUID().toString(), RAISED);

        eventually(() -> as(operator())
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("reason", equalTo("no quorum"))
                .body("evidence.score", equalTo(0.58f)));
        eventually(() -> assertThat(Servers.postgres()
                        .number("select count(*) from supervisor.inbox where consumer = 'supervisor-escalations'"))
                .isGreaterThanOrEqualTo(2));
        assertThat(Servers.postgres().number("select count(*) from supervisor.escalations where id = ?", id))
                .isEqualTo(1);
    }

    @Test
    void one_whose_body_names_another_tenant_than_its_header_is_a_dead_letter() throws Exception {
        var id = UUID.randomUUID();
        var message = UUID.randomUUID().toString();

        raise(id, message, RAISED.replace("\"tenant_id\": \"default\"", "\"tenant_id\": \"other\""));

        try (var nats = Servers.nats().connect()) {
            eventually(() -> {
                var letter = nats.jetStreamManagement().getLastMessage("DLQ", "dlq.supervisor.escalation");
                assertThat(letter.getHeaders().getLast("Golden-Message-Id")).isEqualTo(message);
                assertThat(letter.getHeaders().getLast("Golden-Error-Type")).isEqualTo("poison");
            });
        }
        assertThat(Servers.postgres().number("select count(*) from supervisor.escalations where id = ?", id))
                .isZero();
    }

    @Test
    void resolving_tells_the_world_once_and_a_second_time_is_a_conflict() throws Exception {
        var id = created("default");
        var decision = Map.of("decision", "retry", "note", "replace eval by an ast walk");
        try (var nats = Servers.nats().connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = nats.subscribe("event.supervisor.escalation.resolved");
            nats.flush(Duration.ofSeconds(20));

            var answers = threads
                    .invokeAll(Stream.generate(() -> (Callable<Integer>) () -> as(operator())
                                    .body(decision)
                                    .post(PATH + "/" + id + "/resolve")
                                    .statusCode())
                            .limit(10)
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .sorted()
                    .toList();

            assertThat(answers).startsWith(200).hasSize(10);
            assertThat(answers.subList(1, 10)).containsOnly(409);
            var message = told.nextMessage(Duration.ofSeconds(20));
            assertThat(new String(message.getData(), StandardCharsets.UTF_8))
                    .contains(id, "\"decision\":\"retry\"", "ast walk", "\"resolved_by\":\"olga\"");
            assertThat(told.nextMessage(Duration.ofMillis(300))).isNull();
        }
        var audit = Servers.postgres()
                .query(
                        "select user_id, details::text as d from audit.audit_log where action = 'escalation.resolve' "
                                + "and resource_id = ?",
                        id);
        assertThat(audit).singleElement().satisfies(row -> {
            assertThat(row.get("user_id")).isEqualTo("olga");
            assertThat((String) row.get("d")).contains("retry", "\"tenant_id\": ");
        });
    }

    @Test
    void the_unresolved_are_listed_newest_first_page_by_page() {
        var tenant = "t-" + UUID.randomUUID();
        var first = created(tenant);
        var second = created(tenant);
        var third = created(tenant);
        var mine = operator().tenants(tenant);
        as(mine).body(Map.of("decision", "approve", "note", ""))
                .post(PATH + "/" + second + "/resolve")
                .then()
                .statusCode(200);

        var page = as(mine).get(PATH + "?resolved=false&limit=1&count=true");

        page.then().statusCode(200).body("id", contains(third)).header("X-Total-Count", "2");
        var link = page.header("Link");
        assertThat(link).contains("rel=\"next\"");
        as(mine).urlEncodingEnabled(false)
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .body("id", contains(first));
        as(mine).get(PATH + "?resolved=true").then().body("id", contains(second));
        as(mine).get(PATH + "?resolved=maybe").then().statusCode(400);
        as(operator().tenants("another")).get(PATH).then().body("$", hasSize(0));
        as(operator().tenants("another")).get(PATH + "/" + first).then().statusCode(404);
    }

    @Test
    void acknowledging_again_changes_nothing() {
        var id = created("default");

        as(operator()).post(PATH + "/" + id + "/acknowledge").then().statusCode(200);
        as(Tokens.user("otto", "operator", Permission.ESCALATION_RESOLVE))
                .post(PATH + "/" + id + "/acknowledge")
                .then()
                .statusCode(200)
                .body("state", equalTo("acknowledged"))
                .body("acknowledged_by", equalTo("olga"))
                .body("acknowledged_at", notNullValue());
    }

    @Test
    void a_repeated_creation_under_a_key_is_one() {
        var key = UUID.randomUUID().toString();
        var body = Map.of("reason", "once");

        var ids = Stream.generate(() ->
                        as(creator()).header("Idempotency-Key", key).body(body).post(PATH))
                .limit(2)
                .toList();

        assertThat(ids.get(0).statusCode()).isEqualTo(201);
        assertThat(ids.get(1).statusCode()).isEqualTo(201);
        assertThat(ids.get(1).path("id").toString())
                .isEqualTo(ids.get(0).path("id").toString());
        assertThat(ids.get(1).header("Idempotent-Replayed")).isEqualTo("true");
        as(creator())
                .header("Idempotency-Key", key)
                .body(Map.of("reason", "other"))
                .post(PATH)
                .then()
                .statusCode(409);
    }

    @Test
    void nonsense_is_refused_with_every_field_and_the_wrong_person_with_403() {
        as(creator())
                .body(Map.of("severity", "so-so", "pattern_type", "odd"))
                .post(PATH)
                .then()
                .statusCode(422)
                .body("details.errors", hasSize(3));
        as(operator())
                .body(Map.of("decision", "maybe"))
                .post(PATH + "/" + UUID.randomUUID() + "/resolve")
                .then()
                .statusCode(422);
        as(operator()).body(Map.of("reason", "x")).post(PATH).then().statusCode(403);
        as(creator())
                .body(Map.of("decision", "retry", "note", ""))
                .post(PATH + "/" + UUID.randomUUID() + "/resolve")
                .then()
                .statusCode(403);
        as(operator())
                .body(Map.of("decision", "retry", "note", ""))
                .post(PATH + "/" + UUID.randomUUID() + "/resolve")
                .then()
                .statusCode(404);
        given().get(PATH).then().statusCode(401);
    }

    @Test
    void what_cannot_be_read_ends_as_a_dead_letter() throws Exception {
        var mark = UUID.randomUUID().toString();
        try (var nats = Servers.nats().connect()) {
            var dead = nats.subscribe("dlq.supervisor.escalation");
            nats.flush(Duration.ofSeconds(20));

            raise(UUID.randomUUID(), mark, "{\"escalation_id\": \"ID\", \"reason\": \"no tenant\"}");

            var letter = eventuallyGet(Duration.ofSeconds(30), () -> {
                var message = dead.nextMessage(Duration.ofSeconds(20));
                assertThat(message).isNotNull();
                return message;
            });
            assertThat(letter.getHeaders().getFirst("Golden-Error")).contains("tenant_id");
        }
    }
}
