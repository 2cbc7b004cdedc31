package io.golden.budget.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What others hear of budgets, as it arrives. */
@QuarkusTest
class EventsTest {
    private final Budget budget = new Budget(UUID.randomUUID().toString(), "p", Budget.service(Budget.HOLDER));

    @Test
    void aThresholdNamesTheLimitAndWhoCrossedIt() throws Exception {
        try (var nats = Servers.nats().connect()) {
            var events = nats.subscribe("event.budget.limit.threshold");
            nats.flush(Duration.ofSeconds(2));

            var crossed = budget.request(budget.ask(80_000)).header("X-Request-ID");

            var message = ofThisTenant(events);
            assertThat(message.getHeaders().getFirst("Golden-Event-Type")).isEqualTo("budget.limit.threshold");
            assertThat(message.getHeaders().getFirst("Golden-Schema")).isEqualTo("1");
            assertThat(message.getHeaders().getFirst("X-Request-ID")).isEqualTo(crossed);
            var event = body(message);
            assertThat(event.path("project_id").asText()).isEqualTo("p");
            assertThat(event.path("percent").asInt()).isEqualTo(80);
            assertThat(event.path("reserved").asLong()).isEqualTo(80_000);
            assertThat(event.path("total_limit").asLong()).isEqualTo(100_000);
        }
    }

    @Test
    void whatIsSpentBeyondAReservationIsTold() throws Exception {
        try (var nats = Servers.nats().connect()) {
            var events = nats.subscribe("event.budget.reservation.overdrawn");
            nats.flush(Duration.ofSeconds(2));

            var committed = budget.commit(budget.reserve(10), 12).header("X-Request-ID");

            var message = ofThisTenant(events);
            assertThat(message.getHeaders().getFirst("X-Request-ID")).isEqualTo(committed);
            assertThat(body(message).path("actual_tokens").asLong()).isEqualTo(12);
            assertThat(body(message).path("overdraft").asBoolean()).isTrue();
        }
    }

    private Message ofThisTenant(Subscription events) throws InterruptedException {
        var message = events.nextMessage(Duration.ofSeconds(15));
        while (message != null && !budget.tenant().equals(message.getHeaders().getFirst("Golden-Tenant"))) {
            message = events.nextMessage(Duration.ofSeconds(15));
        }
        assertThat(message).as("the event").isNotNull();
        return message;
    }

    private static JsonNode body(Message message) throws Exception {
        return new ObjectMapper().readTree(message.getData());
    }
}
