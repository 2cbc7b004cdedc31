package io.golden.sandbox.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.box.Boxes;
import io.golden.sandbox.escape.WeakBox;
import io.golden.sandbox.escape.Weakness;
import io.golden.sandbox.memory.Limiters;
import io.golden.sandbox.memory.ResidentMemory;
import io.golden.test.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes away one piece of the isolation after the other: the self-test names its layer, and the service is not ready. */
class LayersOffTest {
    private static final ExecutorService THREADS =
            Executors.newFixedThreadPool(4, Thread.ofPlatform().daemon().factory());
    private static Map<Weakness, Future<Case>> cases;

    static Stream<Arguments> pieces() {
        return Stream.of(
                Arguments.of(Weakness.NETWORK, Layer.NAMESPACES, "see the network of the machine"),
                Arguments.of(Weakness.PROCESSES, Layer.NAMESPACES, "share a namespace of the service's"),
                Arguments.of(Weakness.IPC, Layer.NAMESPACES, "share a namespace of the service's"),
                Arguments.of(Weakness.HOST_NAME, Layer.NAMESPACES, "share a namespace of the service's"),
                Arguments.of(Weakness.CONTROL_GROUPS, Layer.NAMESPACES, "share a namespace of the service's"),
                Arguments.of(Weakness.SESSION, Layer.NAMESPACES, "share the service's session"),
                Arguments.of(Weakness.CAPABILITIES, Layer.NAMESPACES, "keep a capability"),
                Arguments.of(Weakness.HOST_PROC, Layer.NAMESPACES, "see the processes of the machine"),
                Arguments.of(Weakness.PASSWD, Layer.FILESYSTEM, "read /etc/passwd"),
                Arguments.of(Weakness.HOST_FILES, Layer.FILESYSTEM, "see what belongs to the machine"),
                Arguments.of(Weakness.WRITABLE_ROOT, Layer.FILESYSTEM, "write to /"),
                Arguments.of(Weakness.SECCOMP, Layer.SECCOMP, "call socket"),
                Arguments.of(Weakness.ULIMITS, Layer.LIMITS, "fork 1,000 times"),
                Arguments.of(Weakness.ENVIRONMENT, Layer.ENVIRONMENT, "read a variable"));
    }

    /** One service for each piece, a few at a time. */
    @BeforeAll
    static void start() {
        cases = pieces().map(arguments -> (Weakness) arguments.get()[0])
                .collect(Collectors.toMap(piece -> piece, piece -> THREADS.submit(() -> Case.start(piece))));
    }

    @AfterAll
    static void stop() throws Exception {
        for (var one : cases.values()) {
            one.get(180, TimeUnit.SECONDS).isolation().stop(null);
        }
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void theSelfTestNamesItAndTheServiceIsNotReady(Weakness piece, Layer layer, String attempt) throws Exception {
        var isolation = cases.get(piece).get(120, TimeUnit.SECONDS).isolation();

        assertThat(isolation.complaints()).anyMatch(line -> line.startsWith(layer.wireName() + ": " + attempt));
        var ready = new IsolationReadiness(isolation).call();
        assertThat(ready.getStatus()).isEqualTo(Status.DOWN);
        assertThat(ready.getData().orElseThrow().values())
                .anyMatch(told -> told.toString().startsWith(layer.wireName()));
    }

    @Test
    void aMemoryLimitThatDoesNotHoldIsNamed(@TempDir Path noControlGroup) throws Exception {
        var limiter = Limiters.withoutEffect(noControlGroup);
        var test = new SelfTest(Boxes.HOST, Boxes.RUNTIMES, limiter);

        var verdicts = THREADS.submit(test::run).get(180, TimeUnit.SECONDS);

        assertThat(verdicts)
                .filteredOn(verdict -> !verdict.held())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.attempt()).isEqualTo("use more memory in many processes"));
    }

    @Test
    void aWholeIsolationIsReady() throws Exception {
        var isolation = service(Path.of("/usr/bin/bwrap"));
        isolation.start(null);

        Eventually.eventually(
                Duration.ofSeconds(180), () -> assertThat(isolation.report()).isPresent());

        assertThat(isolation.complaints()).isEmpty();
        assertThat(new IsolationReadiness(isolation).call().getStatus()).isEqualTo(Status.UP);
        isolation.stop(null);
    }

    private static Isolation service(Path bubblewrap) {
        return new Isolation(new Programs(bubblewrap, Path.of("/usr/bin/python3")), new ResidentMemory());
    }

    private record Case(Weakness piece, Isolation isolation) {
        /** Ends when its self-test has. */
        static Case start(Weakness piece) {
            var isolation = service(WeakBox.bubblewrap(Path.of("/usr/bin/bwrap"), Set.of(piece)));
            isolation.start(null);
            Eventually.eventually(
                    Duration.ofSeconds(180),
                    () -> assertThat(isolation.report()).isPresent());
            return new Case(piece, isolation);
        }
    }
}
