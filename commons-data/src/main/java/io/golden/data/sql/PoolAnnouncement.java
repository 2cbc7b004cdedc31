package io.golden.data.sql;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The line that operators look for; the migrations have used the database when it is written. */
@ApplicationScoped
class PoolAnnouncement {
    private static final Logger LOG = Logger.getLogger(PoolAnnouncement.class);

    private final int maxConnections;

    PoolAnnouncement(@ConfigProperty(name = "quarkus.datasource.reactive.max-size") int maxConnections) {
        this.maxConnections = maxConnections;
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("Database pool created (%d connections at most)", maxConnections);
    }
}
