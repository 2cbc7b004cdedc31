package io.golden.auth.me;

import io.golden.auth.SteadyClock;
import io.golden.auth.account.ServiceAccount;
import io.golden.auth.account.ServiceAccountRepository;
import io.golden.auth.user.ProfileChanged;
import io.golden.auth.user.UserRepository;
import io.golden.commons.caller.Caller;
import io.golden.data.nats.Signals;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The profiles of those who ask, kept for a while. That a caller may ask at all is none of its business: whoever was
 * disabled, deleted or given another role has no token any more. What can change while a token goes on is told to every
 * replica; where that is lost, {@code CACHE_TTL} ends it.
 */
@Singleton
final class Profiles {
    private static final String CHANGED = "golden.auth.profile";
    private static final Set<String> ACCOUNT_ROLES = Set.of("agent", "service");

    private final Transactions transactions;
    private final UserRepository users;
    private final ServiceAccountRepository accounts;
    private final Signals signals;
    private final KeptProfiles kept;

    Profiles(
            Transactions transactions,
            UserRepository users,
            ServiceAccountRepository accounts,
            Signals signals,
            CacheConfig config) {
        this.transactions = transactions;
        this.users = users;
        this.accounts = accounts;
        this.signals = signals;
        this.kept = new KeptProfiles(Duration.ofSeconds(config.ttl()), new SteadyClock());
    }

    void listen(@Observes StartupEvent event) {
        signals.listen(CHANGED, ProfileChanged.class, (_, changed) -> kept.forget(changed.username()));
    }

    /** Told after the commit: here at once, elsewhere as soon as NATS says so. */
    void changed(@Observes ProfileChanged changed) {
        kept.forget(changed.username());
        signals.send(CHANGED, changed);
    }

    /** Empty when the caller's account is gone. */
    Uni<Optional<Profile>> of(Caller caller) {
        var found = kept.find(caller.subject(), caller.generation());
        return found.isPresent() ? Uni.createFrom().item(found) : read(caller);
    }

    private Uni<Optional<Profile>> read(Caller caller) {
        var changesBefore = kept.changes();
        return transactions
                .run(tx -> ACCOUNT_ROLES.contains(caller.role()) ? account(tx, caller) : user(tx, caller))
                .invoke(read -> read.ifPresent(
                        profile -> kept.keep(caller.subject(), caller.generation(), profile, changesBefore)));
    }

    private Uni<Optional<Profile>> user(SqlConnection tx, Caller caller) {
        return users.byName(tx, caller.subject())
                .map(found -> found.map(user -> new Profile(user.id(), Optional.of(user.email()))));
    }

    private Uni<Optional<Profile>> account(SqlConnection tx, Caller caller) {
        return accounts.byName(tx, caller.subject())
                .map(found -> found.map(ServiceAccount::id).map(id -> new Profile(id, Optional.empty())));
    }
}
