package io.golden.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.golden.agent.Budget;
import io.golden.agent.CodeFile;
import io.golden.agent.Review;
import io.golden.agent.Vote;
import io.golden.agent.craft.Assignment;
import io.golden.agent.gateway.Credentials;
import io.golden.agent.gateway.Gateway;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OfflineProgramsTest {
    private static final ProgramLibrary LIBRARY = new ProgramLibrary();
    private final OfflineCraft craft = new OfflineCraft();

    @TempDir
    Path folder;

    static Stream<String> families() {
        return LIBRARY.families().stream().map(Family::name);
    }

    static Stream<String> familiesWithDefect() {
        return LIBRARY.families().stream().filter(f -> f.defect().isPresent()).map(Family::name);
    }

    private static Assignment task(String family, String more) {
        var keyword = LIBRARY.families().stream()
                .filter(f -> f.name().equals(family))
                .flatMap(f -> f.keywords().stream())
                .findFirst()
                .orElse("something nobody knows");
        return new Assignment(
                "Write " + keyword,
                "A program with \"quotes\", a back\\slash and " + more,
                "develop",
                List.of(),
                List.of(),
                "");
    }

    @ParameterizedTest
    @MethodSource("families")
    void a_careful_first_version_runs_and_passes_its_tests(String family) throws Exception {
        var assignment = task(family, "the number 37");
        var program = craft.program(assignment);
        var tests = craft.tests(assignment.with(program.files(), ""));

        var alone = PythonRun.of(folder, program.files(), "main.py");
        var tested = PythonRun.of(folder, tests.files(), "-m", "unittest", "-v");

        assertThat(alone.exitCode()).as(alone.output()).isZero();
        assertThat(alone.output()).isNotBlank();
        assertThat(tested.exitCode()).as(tested.output()).isZero();
        assertThat(tested.output()).contains("OK").doesNotContain("Ran 0 tests");
    }

    @ParameterizedTest
    @MethodSource("familiesWithDefect")
    void a_text_about_boundaries_gets_a_bug_that_its_test_finds_and_a_fix_that_repairs_it(String family)
            throws Exception {
        var assignment = task(family, "both ends inclusive");
        var shownBy = LIBRARY.families().stream()
                .filter(f -> f.name().equals(family))
                .flatMap(f -> f.defect().stream())
                .findFirst()
                .orElseThrow()
                .shownBy();
        var first = craft.program(assignment);
        var tests = craft.tests(assignment.with(first.files(), ""));
        PythonRun.of(folder, tests.files(), "-c", "pass");
        var failing = PythonRun.of(folder, first.files(), "-m", "unittest", "-v");
        assertThat(failing.output()).contains(shownBy);

        var second = craft.program(assignment.with(first.files(), failing.output()));

        var repaired = PythonRun.of(folder, second.files(), "-m", "unittest", "-v");
        assertThat(failing.exitCode()).isNotZero();
        assertThat(second.summary()).contains(shownBy);
        assertThat(repaired.exitCode()).as(repaired.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("families")
    void peers_have_nothing_against_a_careful_program(String family) {
        var assignment = task(family, "written without eval");
        var program = craft.program(assignment);
        var tests = craft.tests(assignment.with(program.files(), ""));

        var votes = Stream.of("reviewer", "tester", "security")
                .map(role -> craft.judge(review(role, program.files(), tests.files()))
                        .vote())
                .toList();

        assertThat(votes)
                .allSatisfy(vote -> assertThat(vote.kind()).as(vote.reasoning()).isEqualTo(Vote.Kind.APPROVE));
    }

    @Test
    void a_calculator_uses_eval_until_somebody_objects() throws Exception {
        var assignment = new Assignment("Calculator", "Evaluate arithmetic", "develop", List.of(), List.of(), "");
        var first = craft.program(assignment);
        var tests = craft.tests(assignment.with(first.files(), ""));
        var before = PythonRun.of(
                folder,
                Stream.concat(first.files().stream(), tests.files().stream()).toList(),
                "-m",
                "unittest");
        var objection =
                craft.judge(review("security", first.files(), tests.files())).vote();

        var second = craft.program(assignment.with(first.files(), "replace eval by an ast walk"));

        var after = PythonRun.of(folder, second.files(), "-m", "unittest");
        assertThat(before.exitCode()).as(before.output()).isZero();
        assertThat(objection.kind()).isEqualTo(Vote.Kind.REJECT);
        assertThat(objection.concerns()).singleElement().asString().contains("eval()");
        assertThat(craft.judge(review("security", second.files(), tests.files()))
                        .vote()
                        .kind())
                .isEqualTo(Vote.Kind.APPROVE);
        assertThat(after.exitCode()).as(after.output()).isZero();
        assertThat(craft.program(assignment.with(second.files(), "looks odd")).files())
                .isEqualTo(second.files());
    }

    @Test
    void different_texts_give_different_programs_and_costs() {
        var texts = Stream.of("Primes up to 50", "Primes up to 60", "Sort names", "Sort towns", "Bank account")
                .map(name -> new Assignment(name, "", "develop", List.of(), List.of(), ""))
                .map(craft::program)
                .toList();

        assertThat(texts.stream().map(draft -> CodeFile.hash(draft.files())).distinct())
                .hasSize(5);
        assertThat(texts.stream().map(draft -> draft.tokens()).distinct().count())
                .isGreaterThan(2);
        assertThat(texts).allSatisfy(draft -> assertThat(draft.tokens()).isGreaterThan(50));
    }

    @Test
    void the_numbers_of_the_text_stand_in_the_program() {
        var assignment = new Assignment("Prime sieve", "All primes up to 4711", "develop", List.of(), List.of(), "");

        var program = craft.program(assignment);

        assertThat(program.files().getFirst().content()).contains("LIMIT = 4711");
    }

    private static Review review(String role, List<CodeFile> files, List<CodeFile> tests) {
        var budget = new Budget(new Gateway(URI.create("http://127.0.0.1:1"), new Credentials("nobody", "")));
        return new Review(
                "s", "t", "default", role, "", CodeFile.hash(files), files, tests, MissingNode.getInstance(), budget);
    }
}
