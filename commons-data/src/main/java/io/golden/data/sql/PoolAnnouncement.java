package io.golden.data.sql;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** The line that operators look for; the migrations have used the database when it is written. */
@ApplicationScoped
class PoolAnnouncement {
    private static final Logger LOG = Logger.getLogger(PoolAnnouncement.class);

    private final int maxConnections;

    PoolAnnouncement(DatabaseSettings settings) {
        this.maxConnections = settings.maxConns();
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("Database pool created (%d connections at most)", maxConnections);
    }
}
