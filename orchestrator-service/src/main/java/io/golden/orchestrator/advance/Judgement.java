package io.golden.orchestrator.advance;

import io.golden.orchestrator.content.FileSet;
import io.golden.orchestrator.guard.Facts;
import io.golden.orchestrator.guard.Verdict.Evidence;
import io.golden.orchestrator.sandbox.SandboxClient;
import io.golden.orchestrator.sandbox.SandboxRun;
import io.golden.orchestrator.sandbox.SandboxRunRows;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepRows;
import io.golden.orchestrator.task.History;
import io.golden.orchestrator.task.TaskRows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Has the sandbox judge the content as it stands, and writes down what it said about exactly that hash. */
@ApplicationScoped
class Judgement {
    private static final String[] ANY_TENANT = {};

    private final Db db;
    private final SandboxClient sandbox;
    private final SandboxRunRows runs;
    private final StepRows steps;
    private final TaskRows tasks;
    private final History history;

    Judgement(Db db, SandboxClient sandbox, SandboxRunRows runs, StepRows steps, TaskRows tasks, History history) {
        this.db = db;
        this.sandbox = sandbox;
        this.runs = runs;
        this.steps = steps;
        this.tasks = tasks;
        this.history = history;
    }

    boolean measure(Facts facts, Evidence.Run wanted) {
        var task = facts.task();
        var author = facts.author().orElseThrow();
        var tester = facts.tester().filter(_ -> !wanted.testsHash().isEmpty());
        var content = files(facts, author).orElseThrow();
        var tests = tester.flatMap(step -> files(facts, step));
        var run = db.call(task.correlation(), () -> sandbox.judge(wanted.kind(), content, tests));
        var step = tester.orElse(author);
        // Under the task's lock, not its version: a verdict about a content is true whatever became of the task.
        db.run(
                task.correlation(),
                tx -> tasks.lock(tx, task.id(), ANY_TENANT)
                        .chain(() -> runs.add(tx, task.id(), step.id(), run))
                        .chain(added -> added
                                ? history.append(tx, task.id(), "sandbox", why(run), History.SYSTEM, data(run))
                                : Uni.createFrom().voidItem()));
        return true;
    }

    private Optional<FileSet> files(Facts facts, Step step) {
        return db.run(facts.task().correlation(), tx -> steps.files(tx, step.id()));
    }

    private static String why(SandboxRun run) {
        return "The sandbox ran " + run.kind().wire() + ": " + (run.passed() ? "passed" : "failed");
    }

    private static JsonObject data(SandboxRun run) {
        return JsonObject.of(
                "kind", run.kind().wire(),
                "content_hash", run.contentHash(),
                "tests_hash", run.testsHash(),
                "execution_id", run.executionId(),
                "verdict", run.passed() ? "passed" : "failed",
                "evidence", run.evidence());
    }
}
