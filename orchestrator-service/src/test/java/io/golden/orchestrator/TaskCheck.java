package io.golden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Looks at all tasks at once, as a checker after a disaster does. */
public final class TaskCheck {
    /** A task that is not over must be due, wait for a human or a review, or have a step that an agent can end. */
    private static final String STUCK = """
            select id, state from orchestrator.tasks t where completed_at is null and wake_at is null
                and not (state = 'escalated' and exists (select 1 from orchestrator.task_escalations e
                    where e.task_id = t.id and e.decision is null))
                and not exists (select 1 from orchestrator.task_steps s
                    where s.task_id = t.id and s.state in ('ready', 'running'))
            """;

    private static final String CHARGED_WRONGLY = """
            select s.id from orchestrator.task_steps s
            left join orchestrator.step_reservations r on r.step_id = s.id and r.state in ('committing', 'committed')
            where s.state = 'done' and s.type <> 'review'
            group by s.id, s.tokens_used
            having count(r.request_id) <> 1 or min(r.tokens_used) <> s.tokens_used
            """;

    private TaskCheck() {}

    public static String waitingTask(String name) {
        return Api.create(
                JsonObject.of("name", name, "steps", JsonArray.of(JsonObject.of("role", "nobody", "type", "work"))));
    }

    public static void assertOneReadyStep(String id) {
        Eventually.eventually(() -> assertThat(Servers.postgres()
                        .number(
                                "select count(*) from orchestrator.task_steps where task_id = ?::uuid and state = 'ready'",
                                id))
                .isOne());
    }

    /** No task is stuck, and every step that is done was charged once with what its agent said. */
    public static void assertWholeAndSettled() {
        assertThat(Servers.postgres().query(STUCK)).isEmpty();
        assertThat(Servers.postgres().query(CHARGED_WRONGLY)).isEmpty();
    }
}
