package io.golden.orchestrator.advance;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.correlation.Correlation;
import io.golden.orchestrator.guard.Facts;
import io.golden.orchestrator.guard.Facts.Waiver;
import io.golden.orchestrator.review.Review;
import io.golden.orchestrator.sandbox.SandboxRun;
import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepState;
import io.golden.orchestrator.step.StepType;
import io.golden.orchestrator.task.Task;
import io.golden.orchestrator.task.TaskState;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Limits limits = new SmallRyeConfigBuilder()
            .withMapping(Limits.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .build()
            .getConfigMapping(Limits.class);
    private final Decider decider = new Decider(limits);
    private final List<Step> steps = new ArrayList<>();
    private final List<SandboxRun> runs = new ArrayList<>();
    private final List<Review> reviews = new ArrayList<>();
    private final List<Waiver> waivers = new ArrayList<>();
    private Optional<Instant> lastResolved = Optional.empty();
    private List<String> labels = List.of();
    private JsonObject metadata = new JsonObject();

    private Action next(TaskState state) {
        var task = new Task(
                UUID.randomUUID(),
                "t",
                "p",
                "name",
                "",
                state,
                NOW,
                3,
                labels,
                metadata,
                Optional.empty(),
                List.of(),
                1,
                Optional.empty(),
                Optional.empty(),
                "dana",
                Correlation.fresh(),
                NOW,
                NOW,
                Optional.empty());
        return decider.next(new Facts(task, steps, runs, reviews, waivers, lastResolved, NOW));
    }

    private Step step(StepType type, StepState state, String hash, String guard) {
        var step = new Step(
                UUID.randomUUID(),
                steps.size() + 1,
                type,
                type.defaultRole(),
                state,
                1,
                3,
                Optional.empty(),
                Optional.of(type.defaultRole() + "-1"),
                1000,
                Optional.empty(),
                Optional.ofNullable(hash),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(guard),
                NOW.minusSeconds(60));
        steps.add(step);
        return step;
    }

    private void ran(Kind kind, String hash, String tests, boolean passed, JsonObject evidence) {
        runs.add(new SandboxRun(kind, hash, tests, "x", passed, evidence));
    }

    private void reviewed(String hash, Review.Status status, Instant at) {
        reviews.add(new Review(
                UUID.randomUUID(),
                reviews.size() + 1,
                hash,
                "developer-1",
                Optional.of(UUID.randomUUID()),
                status,
                Optional.of(1.0),
                Optional.of(0.75),
                new JsonArray(),
                Optional.empty(),
                at,
                Optional.of(at)));
    }

    @BeforeEach
    void aDevelopedAndTestedTask() {
        step(StepType.DEVELOP, StepState.DONE, "h1", null);
        step(StepType.TEST, StepState.DONE, "t1", null);
        step(StepType.REVIEW, StepState.PENDING, null, null);
    }

    @Test
    void withoutAPlanTheStepsAreDeveloperTesterReview() {
        var plan = (Action.Plan) next(new TaskState.Planning());

        assertThat(plan.steps())
                .extracting(s -> s.type())
                .containsExactly(StepType.DEVELOP, StepType.TEST, StepType.REVIEW);
    }

    @Test
    void anythingElseWaitsForTheFirstStepOfItsPhase() {
        var fix = step(StepType.FIX, StepState.PENDING, null, null);

        assertThat(next(new TaskState.Developing())).isEqualTo(new Action.Reserve(fix));
    }

    @Test
    void withoutAFileTheDeveloperIsAskedAgain() {
        steps.removeFirst();
        step(StepType.DEVELOP, StepState.DONE, null, null);

        var repair = (Action.Repair) next(new TaskState.Developing());

        assertThat(repair.refused().guard()).isEqualTo("has_code");
        assertThat(repair.step().role()).isEqualTo("developer");
    }

    @Test
    void evidenceIsWantedAtThisVeryHash() {
        ran(Kind.CODE_QUALITY, "another", "", true, new JsonObject());

        var measure = (Action.Measure) next(new TaskState.Testing());

        assertThat(measure.wanted().contentHash()).isEqualTo("h1");
        assertThat(measure.wanted().kind()).isEqualTo(Kind.CODE_QUALITY);
    }

    @Test
    void failingTestsGoToTheDeveloperAndMissingOnesToTheTester() {
        ran(Kind.CODE_QUALITY, "h1", "", true, new JsonObject());
        ran(Kind.HAS_TESTS, "h1", "t1", false, JsonObject.of("tests_found", 3));
        var failing = (Action.Repair) next(new TaskState.Testing());
        runs.removeLast();
        ran(Kind.HAS_TESTS, "h1", "t1", false, JsonObject.of("tests_found", 0));
        var missing = (Action.Repair) next(new TaskState.Testing());

        assertThat(failing.step().type()).isEqualTo(StepType.FIX);
        assertThat(missing.step().type()).isEqualTo(StepType.TEST);
    }

    @Test
    void threeRepairsOfOneGuardAreEnoughUntilAHumanSpoke() {
        ran(Kind.CODE_QUALITY, "h1", "", false, new JsonObject());
        for (int i = 0; i < 3; i++) {
            step(StepType.FIX, StepState.DONE, "h1", "code_quality");
        }
        var exhausted = next(new TaskState.Testing());
        lastResolved = Optional.of(NOW.minusSeconds(1));
        var anew = next(new TaskState.Testing());

        assertThat(exhausted).isInstanceOf(Action.Escalate.class);
        assertThat(anew).isInstanceOf(Action.Repair.class);
    }

    private void tested() {
        ran(Kind.CODE_QUALITY, "h1", "", true, new JsonObject());
        ran(Kind.HAS_TESTS, "h1", "t1", true, JsonObject.of("tests_found", 3, "tests_ms", 12.5));
    }

    @Test
    void aReviewOfAnotherContentIsNoReview() {
        tested();
        reviewed("h0", Review.Status.PASSED, NOW);

        assertThat(next(new TaskState.Reviewing())).isEqualTo(new Action.DrawUpReview("h1", 2));
    }

    @Test
    void aPassedReviewDeploysAndARejectedOneIsTheHubsQuestion() {
        tested();
        reviewed("h1", Review.Status.PASSED, NOW);
        var passed = (Action.Move) next(new TaskState.Reviewing());
        reviewed("h1", Review.Status.REJECTED, NOW);
        var rejected = (Action.Escalate) next(new TaskState.Reviewing());

        assertThat(passed.to()).isEqualTo(new TaskState.Deploying());
        assertThat(rejected.question().session()).isPresent();
    }

    @Test
    void aHumansWaiverCountsForItsContentOnly() {
        tested();
        reviewed("h1", Review.Status.REJECTED, NOW.minusSeconds(5));
        lastResolved = Optional.of(NOW);
        waivers.add(new Waiver("peer_approved", "h1", "olga"));
        var waived = next(new TaskState.Reviewing());
        waivers.set(0, new Waiver("peer_approved", "h0", "olga"));
        var other = next(new TaskState.Reviewing());

        assertThat(waived).isInstanceOf(Action.Move.class);
        assertThat(other).isInstanceOf(Action.DrawUpReview.class);
    }

    @Test
    void labelsAddTheirGuards() {
        tested();
        reviewed("h1", Review.Status.PASSED, NOW);
        labels = List.of("performance");
        metadata = JsonObject.of("max_test_ms", 10);
        var slow = (Action.Repair) next(new TaskState.Reviewing());
        metadata = JsonObject.of("max_test_ms", 20);
        var quick = next(new TaskState.Reviewing());
        labels = List.of("security");
        var unsafe = (Action.Repair) next(new TaskState.Reviewing());

        assertThat(slow.step().type()).isEqualTo(StepType.IMPROVE);
        assertThat(quick).isInstanceOf(Action.Move.class);
        assertThat(unsafe.refused().guard()).isEqualTo("security_approved");
    }

    @Test
    void aTaskThatIsOverOrWithAHumanOnlyWaits() {
        for (var state : List.of(
                new TaskState.Escalated(),
                new TaskState.Completed(),
                new TaskState.Failed(),
                new TaskState.Cancelled())) {
            assertThat(next(state)).isEqualTo(new Action.Wait(Optional.empty()));
        }
    }
}
