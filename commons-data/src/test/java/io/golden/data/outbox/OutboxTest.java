package io.golden.data.outbox;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.correlation.Correlation;
import io.golden.data.app.Deed;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.golden.test.Servers;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Transactions transactions;

    @Inject
    Outbox outbox;

    @Inject
    OutboxRelay relay;

    @Inject
    BackgroundWork background;

    private final String entity = "e" + UUID.randomUUID().toString().replace("-", "");
    private Connection nats;

    @BeforeEach
    void connect() {
        nats = Servers.nats().connect();
        eventually(() -> assertThat(nats.jetStreamManagement().getStreamNames()).contains("EVENTS"));
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        nats.close();
    }

    @Test
    void whatCommitsIsPublishedWithItsHeaders() {
        var correlation = Correlation.of("request-" + entity, null);

        var id = background.await(
                correlation, PATIENCE, () -> transactions.run(tx -> outbox.append(tx, message("done", "one"))));

        var published = eventuallyPublished(1).getFirst();
        assertThat(new String(published.getData(), StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":\"one\",\"manner\":\"WELL\"}");
        var headers = published.getHeaders();
        assertThat(headers.getLast("Nats-Msg-Id")).isEqualTo(id.toString());
        assertThat(headers.getLast("Golden-Message-Id")).isEqualTo(id.toString());
        assertThat(headers.getLast("Golden-Event-Type")).isEqualTo("test.done");
        assertThat(headers.getLast("Golden-Schema")).isEqualTo("1");
        assertThat(headers.getLast("Golden-Tenant")).isEqualTo("acme");
        assertThat(headers.getLast("X-Request-ID")).isEqualTo("request-" + entity);
        assertThat(headers.getLast("traceparent")).isEqualTo(correlation.traceparent());
        eventually(() -> assertThat(unsent()).isZero());
    }

    @Test
    void whatRollsBackIsNotPublished() {
        var run = transactions.run(tx -> outbox.append(tx, message("done", "never"))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))));

        assertThatThrownBy(() -> run.await().atMost(PATIENCE)).hasMessage("no");
        transactions
                .run(tx -> outbox.append(tx, message("done", "marker")))
                .await()
                .atMost(PATIENCE);

        assertThat(eventuallyPublished(1)).hasSize(1);
    }

    @Test
    void messagesOfOneTransactionAreAppendedTogetherAndKeepTheirOrder() {
        var messages = IntStream.range(0, 300)
                .mapToObj(i -> message("done", Integer.toString(i)))
                .toList();

        transactions.run(tx -> outbox.appendAll(tx, messages)).await().atMost(PATIENCE);

        eventuallyPublished(300);
    }

    @Test
    void racingRelaysPublishEachMessageOnce() throws Exception {
        // given 600 waiting messages that no relay was told of
        Servers.postgres().execute("""
                        insert into orchestrator.outbox (id, subject, headers, payload)
                        select gen_random_uuid(), ?, '{}', '{}' from generate_series(1, 600)
                        """, "event.orchestrator." + entity + ".done");

        // when four relays race, and one more that lives in the service
        try (var racers = Executors.newFixedThreadPool(4)) {
            var rounds = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 12; i++) {
                rounds.add(racers.submit(relay::relayBatch));
            }
            for (var round : rounds) {
                round.get();
            }
        }

        // then all are there once, and no acknowledgement was one of a duplicate
        assertThat(eventuallyPublished(600)).hasSize(600);
        eventually(() -> assertThat(unsent()).isZero());
    }

    @Test
    void dyingBetweenPublishingAndMarkingDoublesNothing() {
        // given messages that were published, but whose transaction died before it marked them
        var messages = IntStream.range(0, 50)
                .mapToObj(i -> message("done", Integer.toString(i)))
                .toList();
        transactions.run(tx -> outbox.appendAll(tx, messages)).await().atMost(PATIENCE);
        eventuallyPublished(50);
        eventually(() -> assertThat(unsent()).isZero());
        Servers.postgres()
                .execute("update orchestrator.outbox set sent_at = null where subject like ?", "%" + entity + "%");

        // when the relay comes by again
        eventually(() -> assertThat(unsent()).isZero());

        // then the stream knew their ids
        assertThat(published()).hasSize(50);
    }

    @Test
    void natsAndDatabaseKilledWhileMessagesAreSentLoseNothing() throws Exception {
        int messages = 100;
        var sending = Thread.ofVirtual()
                .start(() -> IntStream.range(0, messages)
                        .forEach(i -> eventually(
                                Duration.ofSeconds(20),
                                () -> transactions
                                        .run(tx -> outbox.append(tx, message("done", Integer.toString(i))))
                                        .await()
                                        .atMost(PATIENCE))));
        Thread.sleep(50);

        Servers.nats().server().kill();
        Servers.postgres().server().restart();
        Servers.nats().server().start();

        // then each is there at least once, and each row of the outbox exactly once
        sending.join();
        eventually(Duration.ofSeconds(20), () -> assertThat(unsent()).isZero());
        var payloads = published().stream()
                .map(message -> new String(message.getData(), StandardCharsets.UTF_8))
                .distinct();
        assertThat(payloads).hasSize(messages);
        assertThat(published().stream().map(message -> message.getHeaders().getLast("Nats-Msg-Id")))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatAPowerCutTookIsPublishedAgainByOneCommand() {
        // given a store as it was when 50 messages were on disk, and 50 more that were acknowledged and are gone
        append(0, 50);
        Servers.nats().saveStore();
        Servers.nats().server().start();
        append(50, 100);
        Servers.nats().restoreStore();
        Servers.nats().server().start();
        eventually(Duration.ofSeconds(20), () -> assertThat(published()).hasSize(50));

        // when
        long again =
                Servers.postgres().number("select orchestrator.republish_outbox(now() - interval '1 minute') as again");

        // then all are there, under the ids they had: what was not lost, once more or not at all
        assertThat(again).isGreaterThanOrEqualTo(100);
        eventually(Duration.ofSeconds(20), () -> assertThat(unsent()).isZero());
        var ids = published().stream()
                .map(message -> message.getHeaders().getLast("Golden-Message-Id"))
                .distinct();
        assertThat(ids).hasSize(100);
    }

    @Test
    void aClockSetBackByAnHourHoldsUpNothing() {
        // given what was written, and what stepped back, before the clock was set back: all of it lies ahead now
        Servers.postgres().execute("""
                insert into orchestrator.outbox (id, subject, headers, payload, created_at, attempts, retry_at)
                select gen_random_uuid(), ?, '{}', '{}', now() + interval '1 hour', i % 2,
                  case when i % 2 = 1 then now() + interval '61 minutes' end
                from generate_series(1, 20) i
                """, "event.orchestrator." + entity + ".done");

        eventuallyPublished(20);
    }

    private void append(int from, int to) {
        var messages = IntStream.range(from, to)
                .mapToObj(i -> message("done", Integer.toString(i)))
                .toList();
        eventually(
                Duration.ofSeconds(20),
                () -> transactions
                        .run(tx -> outbox.appendAll(tx, messages))
                        .await()
                        .atMost(PATIENCE));
        eventually(Duration.ofSeconds(20), () -> assertThat(unsent()).isZero());
    }

    @Test
    void aMessageThatNatsRefusesDoesNotHoldUpTheOthers() {
        // given more refused messages than a batch holds
        Servers.postgres().execute("""
                        insert into orchestrator.outbox (id, subject, headers, payload)
                        select gen_random_uuid(), ?, '{}', '{}' from generate_series(1, 300)
                        """, "task.work." + entity);
        try {
            transactions
                    .run(tx -> outbox.append(tx, message("done", "good")))
                    .await()
                    .atMost(PATIENCE);

            eventuallyPublished(1);
        } finally {
            Servers.postgres().execute("delete from orchestrator.outbox where subject = ?", "task.work." + entity);
        }
    }

    @Test
    void aPayloadOverOneMebibyteIsRefusedAtOnce() {
        var run = transactions.run(tx -> outbox.append(tx, message("done", "x".repeat(1 << 20))));

        assertThatThrownBy(() -> run.await().atMost(PATIENCE)).hasMessageContaining("over 1 MiB");
    }

    private OutgoingMessage message(String verb, String name) {
        return new OutgoingMessage(
                "event.orchestrator." + entity + "." + verb, "test." + verb, 1, "acme", Deed.well(name));
    }

    private long unsent() {
        return Servers.postgres()
                .number(
                        "select count(*) from orchestrator.outbox where sent_at is null and subject like ?",
                        "%" + entity + "%");
    }

    private List<MessageInfo> eventuallyPublished(int count) {
        eventually(() -> assertThat(published()).hasSize(count));
        return published();
    }

    /** What the stream holds of this test, in its order. */
    private List<MessageInfo> published() {
        var found = new ArrayList<MessageInfo>();
        try {
            var management = nats.jetStreamManagement();
            long next = 1;
            while (true) {
                found.add(management.getNextMessage("EVENTS", next, "event.orchestrator." + entity + ".*"));
                next = found.getLast().getSeq() + 1;
            }
        } catch (JetStreamApiException e) {
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
