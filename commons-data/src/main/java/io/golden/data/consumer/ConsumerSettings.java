package io.golden.data.consumer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

@ConfigMapping(prefix = "consumer")
interface ConsumerSettings {
    /** {@code CONSUMER_RETRY_DELAYS}: after the first failure, the second and so on; ± 20 %. One more is the last. */
    @WithDefault("1s,5s,15s,30s")
    List<Duration> retryDelays();

    /** {@code CONSUMER_ACK_WAIT}: silence after which NATS gives a message to somebody else. */
    @WithDefault("30s")
    Duration ackWait();

    /** {@code CONSUMER_MAX_IN_FLIGHT}: messages of one consumer worked on at a time; each takes a database connection. */
    @WithDefault("8")
    int maxInFlight();

    default int maxDeliveries() {
        return retryDelays().size() + 1;
    }
}
