package io.golden.data.nats;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

@ConfigMapping(prefix = "nats")
interface NatsSettings {
    /** {@code NATS_URL}: several servers of one cluster, separated by commas; presence and form are checked at start. */
    Optional<String> url();

    /** {@code NATS_STREAM_REPLICAS}: copies of each stream in the cluster. */
    @WithName("stream.replicas")
    @WithDefault("1")
    int streamReplicas();
}
