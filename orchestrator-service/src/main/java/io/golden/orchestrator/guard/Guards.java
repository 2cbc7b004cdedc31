package io.golden.orchestrator.guard;

import io.golden.orchestrator.task.Task;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Which guards stand before which state, cheapest first. */
public final class Guards {
    /** Refused where the tokens of a step cannot be reserved; asked of budget-service, step by step. */
    public static final String BUDGET_AVAILABLE = "budget_available";

    private Guards() {}

    public static List<Guard> beforeTesting() {
        return List.of(new HasCode());
    }

    /** The tests run before the peers are asked, so that they judge a result and not a promise. */
    public static List<Guard> beforeReviewing() {
        return List.of(new CodeQuality(), new HasTests());
    }

    public static List<Guard> beforeDeploying(Task task) {
        var guards = new ArrayList<Guard>(List.of(new HasTests()));
        if (task.labelled("docs")) {
            guards.add(new HasDocumentation());
        }
        if (task.labelled("performance")) {
            guards.add(new PerformanceOk());
        }
        guards.add(new PeerApproved());
        if (task.labelled("security")) {
            guards.add(new SecurityApproved());
        }
        return guards;
    }

    /** The guard's own verdict, unless a human let it pass at this content. */
    public static Verdict check(Guard guard, Facts facts) {
        return facts.waiver(guard.name())
                .<Verdict>map(w -> new Verdict.Holds(JsonObject.of("waived_by", w.by())))
                .orElseGet(() -> guard.check(facts));
    }
}
