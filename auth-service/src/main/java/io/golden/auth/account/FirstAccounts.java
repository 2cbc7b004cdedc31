package io.golden.auth.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.auth.revocation.Revocations;
import io.golden.data.sql.AtStart;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings the accounts of {@code SERVICE_ACCOUNTS_FILE} into the table at every start. What the file says differently
 * than before revokes the tokens issued until then. What it says no longer stays: while a new version rolls out, replicas
 * read different files, and one that has not heard of an account is nobody's decision to delete it.
 */
@Singleton
final class FirstAccounts {
    private static final Logger LOG = Logger.getLogger(FirstAccounts.class);

    private final Transactions transactions;
    private final ServiceAccountRepository accounts;
    private final Revocations revocations;
    private final ObjectMapper json;
    private final Optional<Path> file;

    FirstAccounts(
            Transactions transactions,
            ServiceAccountRepository accounts,
            Revocations revocations,
            ObjectMapper json,
            AccountsConfig config) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.revocations = revocations;
        this.json = json;
        this.file = config.file();
    }

    void atStart(@Observes @Priority(30) StartupEvent event) {
        file.ifPresent(path -> {
            var wanted = AccountsFile.read(path, json);
            AtStart.await(upsert(wanted));
            LOG.infof("%d service accounts read from %s", wanted.size(), path);
        });
    }

    Uni<Void> upsert(List<ServiceAccount> wanted) {
        return transactions.run(tx -> {
            var done = Uni.createFrom().voidItem();
            for (var account : wanted) {
                done = done.chain(() -> accounts.upsert(tx, account))
                        .chain(changed -> changed
                                ? revocations.tokensOfAccount(tx, account.name())
                                : Uni.createFrom().voidItem());
            }
            return done;
        });
    }
}
