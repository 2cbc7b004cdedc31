package io.golden.auth.account;

import io.golden.auth.refusal.RefusalLog;
import io.golden.data.audit.Audit;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The audit of agents and services that were given no token. */
@Singleton
final class RefusedClients {
    private final RefusalLog log;

    RefusedClients(Transactions transactions, BackgroundWork background, Audit audit) {
        var kind = new RefusalLog.Kind("auth.token.fail", "service_account", "invalid_credentials");
        this.log = new RefusalLog(kind, transactions, background, audit);
    }

    void start(@Observes StartupEvent event) {
        log.start();
    }

    void stop(@Observes ShutdownEvent event) {
        log.stop();
    }

    Uni<Void> record(String name, String address) {
        return log.record(name, address);
    }
}
