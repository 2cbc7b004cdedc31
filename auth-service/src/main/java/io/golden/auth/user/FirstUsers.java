package io.golden.auth.user;

import io.golden.auth.password.PasswordRules;
import io.golden.auth.password.Passwords;
import io.golden.commons.configuration.Environment;
import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
import io.golden.commons.ids.Ids;
import io.golden.data.sql.AtStart;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Who can log in to an empty installation. */
@Singleton
final class FirstUsers {
    private static final Logger LOG = Logger.getLogger(FirstUsers.class);

    /** Exempt from the rules of passwords: everybody is meant to know these. */
    private static final List<FirstUser> DEMO = List.of(
            new FirstUser("admin", "admin123", "admin", false),
            new FirstUser("operator", "operator123", "operator", false),
            new FirstUser("developer", "dev123", "developer", false),
            new FirstUser("observer", "obs123", "observer", false));

    private final Transactions transactions;
    private final UserWrites users;
    private final Passwords passwords;
    private final boolean demo;
    private final Optional<String> bootstrap;

    FirstUsers(
            Transactions transactions,
            UserWrites users,
            Passwords passwords,
            PasswordRules rules,
            FirstUsersConfig config,
            ServiceSettings settings) {
        this.transactions = transactions;
        this.users = users;
        this.passwords = passwords;
        this.demo = config.demo();
        this.bootstrap = config.adminPassword().filter(text -> !text.isBlank());
        check(demo, bootstrap, settings.environment() == Environment.PRODUCTION, rules);
    }

    /**
     * @throws InvalidConfiguration naming the variable that cannot be followed
     */
    static void check(boolean demo, Optional<String> bootstrap, boolean production, PasswordRules rules) {
        if (demo && production) {
            throw new InvalidConfiguration(
                    "GOLDEN_DEMO_USERS", "false while GOLDEN_ENV is production: everybody knows those passwords");
        }
        bootstrap.flatMap(rules::complaint).ifPresent(complaint -> {
            throw new InvalidConfiguration(
                    "BOOTSTRAP_ADMIN_PASSWORD", "a password that nobody guesses; it " + complaint);
        });
    }

    void atStart(@Observes @Priority(20) StartupEvent event) {
        AtStart.await(create());
    }

    Uni<Void> create() {
        if (demo) {
            return createMissing(DEMO);
        }
        return transactions.run(users::anyExists).chain(someone -> {
            if (someone) {
                return Uni.createFrom().voidItem();
            }
            if (bootstrap.isEmpty()) {
                LOG.warn("Nobody can log in: no user exists and BOOTSTRAP_ADMIN_PASSWORD is not set");
                return Uni.createFrom().voidItem();
            }
            return createMissing(List.of(new FirstUser("admin", bootstrap.get(), "admin", true)));
        });
    }

    /** Hashes only for those who are missing: a restart should not wait for bcrypt. */
    private Uni<Void> createMissing(List<FirstUser> wanted) {
        var names = wanted.stream().map(FirstUser::username).toList();
        return transactions.run(tx -> users.existing(tx, names)).chain(existing -> {
            var hashed = wanted.stream()
                    .filter(user -> !existing.contains(user.username()))
                    .map(this::hashed)
                    .toList();
            return hashed.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : Uni.join().all(hashed).andFailFast().chain(this::insert);
        });
    }

    private Uni<NewUser> hashed(FirstUser user) {
        return passwords
                .hash(user.password())
                .map(hash -> new NewUser(
                        Ids.next(),
                        user.username(),
                        user.username() + "@golden.local",
                        hash,
                        user.role(),
                        List.of("*"),
                        true,
                        user.mustChangePassword()));
    }

    private Uni<Void> insert(List<NewUser> missing) {
        return transactions.run(tx -> {
            var done = Uni.createFrom().voidItem();
            for (var user : missing) {
                done = done.chain(() -> users.insertIfAbsent(tx, user));
            }
            return done;
        });
    }

    private record FirstUser(String username, String password, String role, boolean mustChangePassword) {}
}
