package io.golden.dlq;

import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Before dlq-service starts for the first time messages die, with a dead letter and without a word. */
public final class DiedBefore implements QuarkusTestResourceLifecycleManager {
    public static final String SILENT = "prc.00000000-0000-7000-8000-000000000001.response";
    public static final String TOLD = "prc.00000000-0000-7000-8000-000000000002.response";
    public static final long TOLD_SEQ = 77;
    public static final int KEPT_IN_STREAM = 200;

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        stream("PRC", "prc.*.*");
        stream("DLQ", "dlq.>");
        stream(
                "ADVISORIES",
                "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>",
                "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.>");
        var data = "{\"died\":\"before\"}".getBytes(StandardCharsets.UTF_8);
        Dead.publish(SILENT, new Headers().put("Golden-Message-Id", "silent"), data, "silent");
        Dead.dieSilently(SILENT, "died-before-silently");
        Dead.publish("dlq." + TOLD, Dead.headers(TOLD, "died-before", TOLD_SEQ, Map.of()), data, "told");
        return Map.of(
                "dlq.reconcile.interval",
                "1s",
                "consumer.ack-wait",
                "2s",
                "dlq.capture.kept-in-stream",
                Integer.toString(KEPT_IN_STREAM));
    }

    private static void stream(String name, String... subjects) {
        Dead.with(nats -> nats.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(name)
                        .subjects(subjects)
                        .build()));
    }

    @Override
    public void stop() {
        // The servers go, and all this with them.
    }
}
