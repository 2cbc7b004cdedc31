package io.golden.sandbox.isolation;

import io.golden.sandbox.language.Runtime;
import io.golden.sandbox.memory.MemoryLimiter;
import io.golden.sandbox.memory.MemoryLimiters;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Looks at the machine once and tests the isolation at start and ever again; nothing runs while it does not hold. */
@ApplicationScoped
public class Isolation {
    private static final Logger LOG = Logger.getLogger(Isolation.class);
    private static final int SELF_TEST_THREAD = 0;
    private static final Duration BETWEEN_TESTS_IN_DOUBT = Duration.ofSeconds(30);

    private final MachineConfig config;
    private final Machine machine;
    private final MemoryLimiter limiter;
    /** What comes after its end is not run: the service is ending too. */
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sandbox-selftest").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());

    private final AtomicBoolean inDoubt = new AtomicBoolean();
    private volatile Optional<Report> last = Optional.empty();

    @Inject
    Isolation(MachineConfig config) {
        this(config, ownLimiter());
    }

    /** With another limiter for the self-test than this service's own. */
    Isolation(MachineConfig config, MemoryLimiter limiter) {
        this.config = config;
        this.machine = Machine.inspect(config);
        this.limiter = limiter;
    }

    private static MemoryLimiter ownLimiter() {
        var limiters = MemoryLimiters.ofThisMachine();
        limiters.removeLeftovers();
        return limiters.forThread(SELF_TEST_THREAD);
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::test, 0, config.selfTestInterval().toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes @Priority(10) ShutdownEvent event) throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("the self-test did not end in time");
        }
        limiter.close();
    }

    public Machine machine() {
        return machine;
    }

    /** How the total memory of a box is limited here. */
    public String memoryLimiter() {
        return limiter.name();
    }

    public List<Runtime> languages() {
        return switch (machine) {
            case Machine.Able(var _, var runtimes) -> runtimes.all();
            case Machine.Unable _ -> List.of();
        };
    }

    /** The last self-test; empty until the first has ended. */
    public Optional<Report> report() {
        return last;
    }

    /** What keeps the service from running code; empty when nothing does. */
    public List<String> complaints() {
        return switch (machine) {
            case Machine.Unable(var lacking) -> lacking;
            case Machine.Able _ ->
                last.map(Report::complaints).orElse(List.of("the self-test of the isolation has not ended yet"));
        };
    }

    /**
     * Tests at once rather than at the next time, because a box could not be made; and again and again until a test
     * passes, so that neither a loss nor its end stays untold. Asked while one is under way it does nothing.
     */
    public void doubt() {
        if (inDoubt.compareAndSet(false, true)) {
            thread.execute(this::testInDoubt);
        }
    }

    private void testInDoubt() {
        test();
        if (complaints().isEmpty()) {
            inDoubt.set(false);
        } else {
            thread.schedule(this::testInDoubt, BETWEEN_TESTS_IN_DOUBT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void test() {
        try {
            if (machine instanceof Machine.Able(var host, var runtimes)) {
                runtimes.touch();
                var verdicts = new SelfTest(host, runtimes, limiter).run();
                last = Optional.of(new Report(Clock.systemUTC().instant(), verdicts));
            }
        } catch (RuntimeException e) {
            LOG.error("the self-test of the isolation could not run", e);
            last = Optional.of(new Report(
                    Clock.systemUTC().instant(),
                    List.of(new Verdict(Layer.NAMESPACES, "run the self-test", false, e.getMessage()))));
        }
        var complaints = complaints();
        if (complaints.isEmpty()) {
            LOG.infof(
                    "isolation self-test passed: %d attempts failed as they should, memory limited by %s",
                    last.orElseThrow().verdicts().size(), limiter.name());
        }
        complaints.forEach(complaint -> LOG.errorf("isolation is not complete, nothing will be run: %s", complaint));
    }

    /** One self-test. */
    public record Report(Instant at, List<Verdict> verdicts) {
        public Report {
            verdicts = List.copyOf(verdicts);
        }

        List<String> complaints() {
            return verdicts.stream()
                    .filter(verdict -> !verdict.held())
                    .map(verdict ->
                            "%s: %s (%s)".formatted(verdict.layer().wireName(), verdict.attempt(), verdict.seen()))
                    .toList();
        }
    }
}
