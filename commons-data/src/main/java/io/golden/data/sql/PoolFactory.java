package io.golden.data.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** The pool as Quarkus configures it, with bounds on waiting for a connection. */
@Singleton
class PoolFactory implements PgPoolCreator {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int MAX_WAITING = 2_000;

    @Override
    public Pool create(Input input) {
        var options = input.poolOptions()
                // The pool's own timer complains of every request that failed before it; transactions have another.
                .setConnectionTimeout(0)
                .setMaxWaitQueueSize(MAX_WAITING);
        input.pgConnectOptionsList().forEach(server -> server.setConnectTimeout(CONNECT_MILLIS));
        return PgBuilder.pool()
                .with(options)
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
