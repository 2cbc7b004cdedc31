package io.golden.dlq.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.dlq.letter.DeadLetter;
import io.golden.dlq.letter.Payload;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** Deaths that their dead letters and their advisories tell of at the same time, in batches of other orders (ADR 128). */
@QuarkusTest
class CapturesTakeTurnsTest {
    private static final int DEATHS = 512;
    private static final int BATCH = 64;
    private static final int REPLICAS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Capture capture;

    @RepeatedTest(4)
    void whoeverTellsOfADeathFirstItIsOneRowWithItsOwnError() throws Exception {
        // given
        var consumer = "turns-" + UUID.randomUUID();
        var letters = deaths(consumer, "failed");
        var advisories = deaths(consumer, DeadLetter.TERMINATED).reversed();

        // when
        try (var tellers = Executors.newVirtualThreadPerTaskExecutor()) {
            var tellings = new ArrayList<Callable<Void>>();
            for (int replica = 0; replica < REPLICAS; replica++) {
                tellings.add(() -> tell(letters));
                tellings.add(() -> tell(advisories));
            }
            for (var telling : tellers.invokeAll(tellings)) {
                telling.get();
            }
        }

        // then
        var rows = Servers.postgres()
                .query("select stream_seq, error_type from dlq.dlq_messages where consumer = '%s'".formatted(consumer));
        assertThat(rows).hasSize(DEATHS).allMatch(row -> row.get("error_type").equals("failed"));
    }

    private Void tell(List<DeadLetter> deaths) {
        deaths.stream()
                .gather(Gatherers.windowFixed(BATCH))
                .forEach(batch -> capture.store(batch).await().atMost(PATIENCE));
        return null;
    }

    private static List<DeadLetter> deaths(String consumer, String errorType) {
        return IntStream.rangeClosed(1, DEATHS)
                .mapToObj(seq -> new DeadLetter(
                        "event.turns.died",
                        Payload.of("{}".getBytes(StandardCharsets.UTF_8)),
                        Map.of(),
                        errorType,
                        "of kind " + (char) ('a' + seq % 26),
                        5,
                        new DeadLetter.Origin("EVENTS", consumer, seq),
                        "default",
                        0))
                .toList();
    }
}
