package io.golden.data.sql;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Uses a few connections at once from time to time, before the pool would close them as idle: a burst after a quiet hour
 * finds them open.
 */
@ApplicationScoped
class IdleConnections {
    /** Well under the pool's idle timeout of ten minutes. */
    private static final Duration INTERVAL = Duration.ofMinutes(4);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Pool pool;
    private final BackgroundWork background;
    private final int connections;
    private BackgroundLoop loop;

    IdleConnections(Pool pool, BackgroundWork background, DatabaseSettings settings) {
        this.pool = pool;
        this.background = background;
        this.connections = Math.min(settings.idleConns(), settings.maxConns());
    }

    void start(@Observes StartupEvent event) {
        if (connections > 0) {
            loop = BackgroundLoop.start("idle-connections", INTERVAL, this::use);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    private void use() {
        background.await(
                Correlation.fresh(),
                TIMEOUT,
                () -> Uni.join()
                        .all(IntStream.range(0, connections)
                                .mapToObj(
                                        _ -> pool.query("select pg_sleep(0.01)").execute())
                                .toList())
                        .andFailFast());
    }
}
