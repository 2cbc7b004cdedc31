package io.golden.data.nats;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;

/** The streams of the suite, declared in one place; any service may be the first to create them. */
final class Streams {
    private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(2);
    private static final long UNLIMITED = -1;

    private Streams() {}

    static List<StreamConfiguration> declared(int replicas) {
        return List.of(
                stream("PRC", 24, 100_000, replicas, "prc.*.*").build(),
                stream("ESCALATIONS", 24 * 7, 10_000, replicas, "supervisor.escalation")
                        .build(),
                // A full stream of dead letters refuses; it does not forget the oldest.
                stream("DLQ", 24 * 7, 50_000, replicas, "dlq.>")
                        .discardPolicy(DiscardPolicy.New)
                        .build(),
                stream("TASKS", 24, UNLIMITED, replicas, "task.result.*").build(),
                stream("EVENTS", 24 * 7, UNLIMITED, replicas, "event.>").build(),
                stream(
                                "ADVISORIES",
                                24 * 7,
                                UNLIMITED,
                                replicas,
                                "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>",
                                "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.>")
                        .build());
    }

    private static StreamConfiguration.Builder stream(
            String name, int keptHours, long maxMessages, int replicas, String... subjects) {
        return StreamConfiguration.builder()
                .name(name)
                .subjects(subjects)
                .storageType(StorageType.File)
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(DiscardPolicy.Old)
                .maxAge(Duration.ofHours(keptHours))
                .maxMessages(maxMessages)
                .duplicateWindow(DUPLICATE_WINDOW)
                .replicas(replicas);
    }
}
