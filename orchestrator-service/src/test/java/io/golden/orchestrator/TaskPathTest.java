package io.golden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Servers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = Servers.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "orchestrator"))
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class TaskPathTest {
    @Test
    void aTaskGoesFromRequestToDone() {
        try (var _ = TestAgents.start()) {
            // when
            var id = Api.create("add two numbers");
            var task = Api.awaitState(id, "completed");

            // then
            assertThat(Api.path(task))
                    .containsExactly(
                            "created", "planning", "developing", "testing", "reviewing", "deploying", "completed");
            assertThat(Api.list(task, "steps"))
                    .extracting(s -> s.getString("type") + ":" + s.getString("state"))
                    .containsExactly("develop:done", "test:done", "review:done");
            var hash = task.getString("content_hash");
            assertThat(Api.list(task, "sandbox_runs"))
                    .extracting(
                            r -> r.getString("kind") + ":" + r.getString("verdict") + ":" + r.getString("content_hash"))
                    .containsExactly("code_quality:passed:" + hash, "has_tests:passed:" + hash);
            assertThat(Peers.HUB.of(id)).singleElement().satisfies(s -> {
                assertThat(s.request().getString("content_hash")).isEqualTo(hash);
                assertThat(s.request()
                                .getJsonObject("content")
                                .getJsonObject("test_result")
                                .getBoolean("passed"))
                        .isTrue();
                assertThat(s.request().getJsonArray("authors").getList()).containsExactly("developer-1");
                assertThat(s.request().getJsonArray("voters")).hasSize(3);
            });
            Api.assertSettled(id);
            assertThat(Servers.postgres()
                            .number("select count(*) from orchestrator.contents where content_hash = ?", hash))
                    .isOne();
        }
    }

    @Test
    void failingTestsAreRepairedAndTheRepairIsWhatIsJudged() {
        try (var _ = TestAgents.start()) {
            // when
            var id = Api.create("bad-first");
            var task = Api.awaitState(id, "completed");

            // then
            assertThat(Api.list(task, "steps"))
                    .extracting(s -> s.getString("type"))
                    .containsExactly("develop", "test", "review", "fix");
            var fix = Api.list(task, "steps").get(3);
            assertThat(fix.getBoolean("auto_added")).isTrue();
            assertThat(fix.getString("reason")).isEqualTo("guard_failure_auto_fix");
            assertThat(fix.getJsonObject("input").getJsonObject("failure").encode())
                    .contains("3 != -1");
            assertThat(Peers.HUB.of(id))
                    .singleElement()
                    .satisfies(s ->
                            assertThat(s.request().getString("content_hash")).isEqualTo(fix.getString("content_hash")));
            Api.assertSettled(id);
        }
    }

    @Test
    void aResultThatNoMessageToldIsAskedFor() {
        try (var _ = TestAgents.start()) {
            // when
            var id = Api.create("unheard");

            // then
            Api.awaitState(id, "completed");
        }
    }

    @Test
    void aPoorProjectsTaskAsksAHumanAndGoesOnWhenThereIsMoney() {
        Peers.BUDGET.poor("poor", true);
        try (var _ = TestAgents.start()) {
            var id = Api.create(JsonObject.of("name", "poor", "project_id", "poor"));
            Api.awaitState(id, "escalated");

            // when
            Peers.BUDGET.poor("poor", false);
            Resolve.resolve(id, "approve", "");

            // then
            Api.awaitState(id, "completed");
            Api.assertSettled(id);
        }
    }

    @Test
    void whileTheBudgetServiceIsDownTasksWaitAndNothingFails() throws InterruptedException {
        try (var _ = TestAgents.start()) {
            // given
            Peers.BUDGET.down(true);
            var id = Api.create("waits");
            Thread.sleep(2500);
            assertThat(Api.task(id).getString("state")).isEqualTo("developing");

            // when
            Peers.BUDGET.down(false);
            Resolve.resetBreakers();

            // then
            Api.awaitState(id, "completed");
            Api.assertSettled(id);
        } finally {
            Peers.BUDGET.down(false);
        }
    }
}
