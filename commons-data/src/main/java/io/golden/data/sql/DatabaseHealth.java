package io.golden.data.sql;

import io.golden.commons.health.HealthComponent;
import io.golden.commons.health.HealthState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks PostgreSQL. Without it nothing can be decided. */
@ApplicationScoped
class DatabaseHealth implements HealthComponent {
    private final Pool pool;

    DatabaseHealth(Pool pool) {
        this.pool = pool;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public HealthState whenLost() {
        return HealthState.UNHEALTHY;
    }

    @Override
    public Uni<Void> probe() {
        return pool.query("select 1").execute().replaceWithVoid();
    }
}
