package io.golden.orchestrator.advance;

import io.golden.commons.ids.Ids;
import io.golden.orchestrator.advance.Action.Checked;
import io.golden.orchestrator.advance.Action.Question;
import io.golden.orchestrator.agent.AgentRows;
import io.golden.orchestrator.agent.AgentRows.Agent;
import io.golden.orchestrator.content.FileSet;
import io.golden.orchestrator.guard.Facts;
import io.golden.orchestrator.guard.PeerApproved;
import io.golden.orchestrator.review.Review;
import io.golden.orchestrator.review.ReviewClient;
import io.golden.orchestrator.review.ReviewClient.Found;
import io.golden.orchestrator.review.ReviewClient.Opened;
import io.golden.orchestrator.review.ReviewResults;
import io.golden.orchestrator.review.ReviewRows;
import io.golden.orchestrator.review.ReviewRows.Outcome;
import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepRows;
import io.golden.orchestrator.task.Due;
import io.golden.orchestrator.task.History;
import io.golden.orchestrator.task.TaskRows;
import io.golden.orchestrator.task.TaskState.Working;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts the content before the peers. What is sent is written down first, so that a crash sends the same again. */
@ApplicationScoped
class PeerReviews {
    private static final int LEAST_VOTERS = 3;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Db db;
    private final Limits limits;
    private final ReviewClient peerHub;
    private final ReviewRows reviews;
    private final ReviewResults results;
    private final AgentRows agents;
    private final StepRows steps;
    private final TaskRows tasks;
    private final History history;
    private final TaskChanges changes;

    PeerReviews(
            Db db,
            Limits limits,
            ReviewClient peerHub,
            ReviewRows reviews,
            ReviewResults results,
            AgentRows agents,
            StepRows steps,
            TaskRows tasks,
            History history,
            TaskChanges changes) {
        this.db = db;
        this.limits = limits;
        this.peerHub = peerHub;
        this.reviews = reviews;
        this.results = results;
        this.agents = agents;
        this.steps = steps;
        this.tasks = tasks;
        this.history = history;
        this.changes = changes;
    }

    boolean drawUp(Facts facts, Action.DrawUpReview drawUp) {
        var task = facts.task();
        var author = facts.author().flatMap(Step::agentId).orElse("");
        var voters = db.run(task.correlation(), tx -> agents.voters(tx, author, limits.agentActive()));
        if (voters.size() < LEAST_VOTERS) {
            return tooFew(facts, voters);
        }
        var request = request(facts, drawUp.contentHash(), author, voters);
        db.run(
                task.correlation(),
                tx -> tasks.confirm(tx, task)
                        .chain(() -> reviews.drawUp(
                                tx, Ids.next(), task, drawUp.round(), drawUp.contentHash(), author, request))
                        .chain(() -> tasks.touch(tx, task.id())));
        return true;
    }

    /** Agents that were only restarted are given a moment to come back. */
    private boolean tooFew(Facts facts, List<Agent> voters) {
        var task = facts.task();
        if (!Due.is(task.stateSince().plus(limits.votersGrace()), facts.now())) {
            db.run(task.correlation(), tx -> tasks.wakeIn(tx, task.id(), LOOK_AGAIN));
            return false;
        }
        var evidence = new JsonObject()
                .put(
                        "voters",
                        new JsonArray(voters.stream()
                                .map(Agent::id)
                                .map(Object.class::cast)
                                .toList()))
                .put("least", LEAST_VOTERS);
        return ask(facts, "Fewer than three agents may vote on the content", evidence);
    }

    private boolean ask(Facts facts, String reason, JsonObject evidence) {
        var question = new Question(
                reason,
                "process_issue",
                "Start agents of the roles reviewer, tester, architect or security, then retry; or approve",
                Optional.of(new Checked(PeerApproved.NAME, false, evidence)),
                Optional.empty(),
                Optional.empty());
        return changes.escalate(
                facts, new Action.Escalate((Working) facts.task().state(), question));
    }

    private JsonObject request(Facts facts, String hash, String author, List<Agent> voters) {
        var task = facts.task();
        var named = new JsonArray();
        voters.forEach(v -> named.add(JsonObject.of("agent_id", v.id(), "role", v.role())));
        var request = new JsonObject()
                .put("task_id", task.id().toString())
                .put("tenant_id", task.tenantId())
                .put("content_hash", hash)
                .put("summary", summary(task.name(), task.description()))
                .put("content", content(facts))
                .put("deadline_seconds", limits.reviewDeadline().toSeconds())
                .put("voters", named)
                .put("authors", author.isEmpty() ? new JsonArray() : JsonArray.of(author));
        if (task.labelled("security")) {
            request.put("veto_roles", JsonArray.of("security"));
        }
        return request;
    }

    private static String summary(String name, String description) {
        var text = description.isBlank() ? name : name + "\n\n" + description;
        return text.length() <= 10_000 ? text : text.substring(0, 10_000);
    }

    /** The files, the tests, and what the sandbox said when it ran the ones against the others. */
    private JsonObject content(Facts facts) {
        var content =
                new JsonObject().put("files", files(facts, facts.author())).put("tests", files(facts, facts.tester()));
        facts.run(
                        Kind.HAS_TESTS,
                        facts.contentHash().orElse(""),
                        facts.testsHash().orElse(""))
                .ifPresent(run -> content.put(
                        "test_result",
                        new JsonObject()
                                .put("passed", run.passed())
                                .put("tests_run", run.evidence().getInteger("tests_run", 0))
                                .put("output", run.evidence().getString("output", ""))
                                .put("evidence", run.evidence())));
        return content;
    }

    private JsonArray files(Facts facts, Optional<Step> step) {
        return step.flatMap(s -> db.run(facts.task().correlation(), tx -> steps.files(tx, s.id())))
                .map(FileSet::toJson)
                .orElseGet(JsonArray::new);
    }

    boolean open(Facts facts, Review review) {
        var task = facts.task();
        var request = db.run(task.correlation(), tx -> reviews.request(tx, review.id()));
        return switch (db.call(task.correlation(), () -> peerHub.open(review, request))) {
            case Opened.Session(var sessionId) -> {
                var data = JsonObject.of(
                        "session_id", sessionId.toString(),
                        "content_hash", review.contentHash(),
                        "status", "pending",
                        "round", review.round(),
                        "voters", request.getJsonArray("voters"));
                db.run(
                        task.correlation(),
                        tx -> tasks.confirm(tx, task)
                                .chain(() -> reviews.opened(tx, review.id(), sessionId))
                                .chain(() -> steps.reviewOpened(tx, task.id()))
                                .chain(() -> history.append(
                                        tx, task.id(), "review", "The peers are asked", History.SYSTEM, data)));
                yield true;
            }
            case Opened.Refused(var evidence) ->
                ask(facts, "The peer hub refuses the review: " + evidence.getString("message", ""), evidence);
        };
    }

    boolean ask(Facts facts, Review review) {
        var task = facts.task();
        var session = review.sessionId().orElseThrow();
        var found = db.call(task.correlation(), () -> peerHub.find(session));
        db.run(task.correlation(), tx -> switch (found) {
            case Found.StillPending() -> reviews.asked(tx, review.id());
            case Found.Decided(var outcome) -> results.take(tx, outcome).replaceWithVoid();
            case Found.Unknown() -> results.take(tx, lost(facts, review)).replaceWithVoid();
        });
        return true;
    }

    /** A session that the peer hub no longer knows will never be decided: that is as if it had been cancelled. */
    private static Outcome lost(Facts facts, Review review) {
        return new Outcome(
                review.sessionId().orElseThrow(),
                facts.task().id(),
                review.contentHash(),
                Review.Status.CANCELLED,
                Optional.empty(),
                Optional.empty(),
                new JsonArray(),
                facts.now());
    }
}
