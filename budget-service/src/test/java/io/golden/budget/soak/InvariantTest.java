package io.golden.budget.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * No interleaving, retry or crash makes an answer untrue, a balance differ from its ledger, or a reservation pass a
 * limit. By default a few thousand operations against the service in this process, with PostgreSQL killed in between;
 * with {@code -Dgolden.budget.soak=1000000} as many against two packaged replicas (run {@code package} first) that are
 * killed in turn every few seconds, and PostgreSQL twice; {@code -Dgolden.budget.soak.seconds=1200} ends it earlier.
 * {@code -Dgolden.budget.soak.app=FOLDER} takes the replicas from a folder where {@code ./golden up} keeps them.
 */
@QuarkusTest
class InvariantTest {
    private static final Logger LOG = Logger.getLogger(InvariantTest.class);
    private static final int CLIENTS = 32;
    private static final long SHORT = 4_000;

    /** Enough for as many on an idle machine; a busy one does fewer. */
    private static final Duration SHORT_TIME = Duration.ofSeconds(12);

    private static final long SOAK = Long.getLong("golden.budget.soak", 0);

    /** Where a million would take the whole day; PostgreSQL is killed after each third of the time then. */
    private static final Duration SOAK_TIME =
            Duration.ofSeconds(Long.getLong("golden.budget.soak.seconds", 24 * 3_600));

    /** Killed sooner, a replica has done nothing but start: on two cores that alone takes five seconds under load. */
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(8);

    @TestHTTPResource
    URI self;

    private final Memory memory = new Memory();
    private final List<Account> limits = limits();

    private static List<Account> limits() {
        var limits = new ArrayList<Account>();
        for (var tenant : List.of("soak-one", "soak-two")) {
            for (int project = 0; project < 4; project++) {
                limits.add(new Account(tenant, "project-" + project, "*", "*", false));
            }
        }
        limits.add(new Account("soak-one", "*", "*", "*", false));
        limits.add(new Account("soak-two", "project-0", "agent-1", "*", false));
        limits.add(new Account("soak-two", "project-1", "*", "model-1", true));
        return limits;
    }

    @Test
    void everyAnswerIsTrueOfTheDatabaseWhateverBreaks() throws Exception {
        if (SOAK > 0) {
            withReplicas();
        } else {
            limits.forEach(limit -> limit.create(10_000));
            var end = System.nanoTime() + SHORT_TIME.toNanos();
            run(List.of(self), () -> memory.operations.get() < SHORT && System.nanoTime() < end, more -> {
                var middle = end - SHORT_TIME.toNanos() / 2;
                sweepWhile(() -> memory.operations.get() < SHORT / 2 && System.nanoTime() < middle);
                Servers.postgres().server().restart();
                sweepWhile(more);
            });
        }

        LOG.infof(
                "%d answers, %d repetitions, %d never answered, %d reservations, %d refusals",
                memory.operations.get(),
                memory.repeated.get(),
                memory.unanswered.get(),
                memory.fates.size(),
                memory.refused.size());
        var verdict = new Verdict(memory, limits);
        verdict.everyAnswerIsTrue();
        verdict.noLimitWasPassedByAReservation();
        assertThat(Budget.differences()).isZero();
        assertThat(Files.readString(Servers.postgres().server().log())).doesNotContain("deadlock detected");
        assertThat(memory.unanswered.get()).as("clients that gave up").isZero();
    }

    private void withReplicas() throws Exception {
        assertThat(Replica.JAR).as("package the service first").exists();
        var replicas = List.of(new Replica("soak-1"), new Replica("soak-2"));
        replicas.forEach(Replica::start);
        limits.forEach(limit -> limit.create(10_000));
        try {
            var began = System.nanoTime();
            run(replicas.stream().map(Replica::url).toList(), () -> soaked(began) < 1, more -> {
                var restarts = 0;
                var rounds = 0;
                for (; more.getAsBoolean(); rounds++) {
                    LockSupport.parkNanos(BETWEEN_KILLS.toNanos());
                    var replica = replicas.get(rounds % 2);
                    replica.kill();
                    replica.start();
                    if (soaked(began) > (restarts + 1) / 3.0 && restarts < 2) {
                        Servers.postgres().server().restart();
                        restarts++;
                    }
                }
                LOG.infof("Replicas were killed %d times, PostgreSQL %d times", rounds, restarts);
            });
        } finally {
            replicas.forEach(Replica::stop);
        }
    }

    /** How much of the long run is done, 1 when it is over. */
    private double soaked(long began) {
        return Math.max(
                (double) memory.operations.get() / SOAK, (double) (System.nanoTime() - began) / SOAK_TIME.toNanos());
    }

    /** The sweeper of this process is at rest. */
    private void sweepWhile(BooleanSupplier more) {
        while (more.getAsBoolean()) {
            try {
                Servers.postgres().executeAs("golden_budget", "select expire_reservations(500)");
            } catch (IllegalStateException e) {
                LOG.debug("PostgreSQL is not back yet");
            }
        }
    }

    private void run(List<URI> replicas, BooleanSupplier more, Consumer<BooleanSupplier> faults) {
        var token = Tokens.service("soak", "budget.spend", "budget.view")
                .expiresIn(Duration.ofHours(5))
                .sign();
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var failed = new AtomicBoolean();
            // Where one client was told something untrue there is nothing to wait for.
            BooleanSupplier going = () -> more.getAsBoolean() && !failed.get();
            var clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> new Client(
                            "client-" + i, new Caller(replicas, token, memory), memory, limits, new Random(i)))
                    .map(client -> CompletableFuture.runAsync(() -> client.run(going), threads)
                            .whenComplete((_, failure) -> failed.compareAndSet(false, failure != null)))
                    .toList();
            faults.accept(going);
            clients.forEach(CompletableFuture::join);
        }
    }
}
