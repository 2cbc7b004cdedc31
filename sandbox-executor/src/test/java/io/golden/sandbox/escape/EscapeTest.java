package io.golden.sandbox.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.golden.sandbox.box.BoxResult;
import io.golden.sandbox.box.Boxes;
import io.golden.sandbox.language.Language;
import io.golden.sandbox.memory.ResidentMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No attempt succeeds; and each would, without the pieces of the isolation that its first line names. */
class EscapeTest {
    private static final int FEWEST = 60;
    private static final int PATIENCE_SECONDS = 300;
    private static Map<Attempt, Future<BoxResult>> strong;
    private static Map<Attempt, Future<BoxResult>> weak;
    private static Map<Attempt, Future<BoxResult>> startedAhead;

    /** All are under way at once, as many at a time as there are threads for boxes. */
    @BeforeAll
    static void start() {
        strong = attempts().stream().collect(Collectors.toMap(attempt -> attempt, attempt -> start(attempt, Set.of())));
        startedAhead =
                inAStartedRuntime().collect(Collectors.toMap(attempt -> attempt, EscapeTest::startInAStartedRuntime));
        weak = inABox().collect(Collectors.toMap(attempt -> attempt, attempt -> start(attempt, attempt.stoppedBy())));
    }

    static List<Attempt> attempts() {
        return Attempt.all();
    }

    /** Those whose control is a box without some piece. */
    static Stream<Attempt> inABox() {
        return attempts().stream().filter(attempt -> !attempt.stoppedBy().contains(Weakness.CAREFUL_READER));
    }

    static Stream<Attempt> inAStartedRuntime() {
        return attempts().stream().filter(attempt -> attempt.request(Set.of()).canBeStartedAhead());
    }

    static Stream<Attempt> forTheReader() {
        return attempts().stream().filter(attempt -> attempt.stoppedBy().contains(Weakness.CAREFUL_READER));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void noneSucceeds(Attempt attempt) throws Exception {
        var result = strong.get(attempt).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(Attempt.worked(result)).as(said(result)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("inAStartedRuntime")
    void noneSucceedsInARuntimeThatWasStartedBefore(Attempt attempt) throws Exception {
        var result = startedAhead.get(attempt).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(Attempt.worked(result)).as(said(result)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("inABox")
    void itWouldSucceedWithoutWhatStopsIt(Attempt attempt) throws Exception {
        var result = weak.get(attempt).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assumeFalse(Attempt.impossible(result), () -> said(result));
        assertThat(Attempt.worked(result)).as(said(result)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("forTheReader")
    void itWouldFoolACarelessReader(Attempt attempt, @TempDir Path folder) throws Exception {
        assertThat(CarelessReader.isFooled(attempt, folder)).isTrue();
    }

    /** The filter would stop it anyhow; this shows that the namespaces stop it as well. */
    @Test
    void namespacesWithinTheBoxAreForbiddenWithoutTheFilterToo() throws Exception {
        var attempts = inABox().filter(
                        attempt -> attempt.stoppedBy().equals(Set.of(Weakness.SECCOMP, Weakness.NESTED_NAMESPACES)))
                .toList();

        for (var attempt : attempts) {
            var result = start(attempt, Set.of(Weakness.SECCOMP)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(Attempt.worked(result)).as(attempt + said(result)).isFalse();
        }
        assertThat(attempts).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void everyLanguageAndEveryPieceIsTried() {
        assertThat(attempts()).hasSizeGreaterThanOrEqualTo(FEWEST);
        assertThat(attempts()).extracting(Attempt::language).contains(Language.values());
        assertThat(attempts().stream()
                        .flatMap(attempt -> attempt.stoppedBy().stream())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Weakness.values()));
    }

    @Test
    void theDocumentationNamesEveryAttempt() throws Exception {
        var rows = Files.readAllLines(Path.of("../docs/sandbox.md"));

        assertThat(attempts()).allSatisfy(attempt -> {
            var folder = attempt.file().getParent().getFileName();
            var file = attempt.file().getFileName().toString();
            var dot = file.lastIndexOf('.');
            assertThat(rows)
                    .filteredOn(row -> row.startsWith("| `%s/`".formatted(folder)))
                    .singleElement()
                    .asString()
                    .containsPattern(
                            "`%s` \\(([a-z]+ )*%s[ )]".formatted(file.substring(0, dot), file.substring(dot + 1)));
        });
    }

    private static Future<BoxResult> start(Attempt attempt, Set<Weakness> without) {
        var host = WeakBox.host(Boxes.HOST, without);
        return Boxes.start(host, attempt.request(without), new ResidentMemory()).future();
    }

    private static Future<BoxResult> startInAStartedRuntime(Attempt attempt) {
        return Boxes.startAhead(Boxes.HOST, attempt.request(Set.of()), new ResidentMemory())
                .future();
    }

    private static String said(BoxResult result) {
        return "%s, exit code %d: %s%s"
                .formatted(result.status(), result.exitCode(), Boxes.out(result), Boxes.err(result));
    }
}
