package io.golden.auth.refusal;

import io.golden.data.audit.Audit;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** What is refused without work, each kind in a log of its own: a flood of one holds up no row of the other. */
@Singleton
public final class Refusals {
    private final RefusalLog logins;
    private final RefusalLog clients;

    Refusals(Transactions transactions, BackgroundWork background, Audit audit) {
        this.logins = new RefusalLog(
                new RefusalLog.Kind("auth.login.fail", "user", "locked"), transactions, background, audit);
        this.clients = new RefusalLog(
                new RefusalLog.Kind("auth.token.fail", "service_account", "invalid_credentials"),
                transactions,
                background,
                audit);
    }

    void start(@Observes StartupEvent event) {
        logs().forEach(RefusalLog::start);
    }

    void stop(@Observes ShutdownEvent event) {
        logs().forEach(RefusalLog::stop);
    }

    /** A login that was refused before anybody looked at it. */
    public Uni<Void> login(String username, String address) {
        return logins.record(username, address);
    }

    /** An agent or a service that was given no token. */
    public Uni<Void> client(String clientId, String address) {
        return clients.record(clientId, address);
    }

    /** A name of any length and content, as the audit shows it. */
    public static String shown(String name) {
        return RefusalLog.shown(name);
    }

    private List<RefusalLog> logs() {
        return List.of(logins, clients);
    }
}
