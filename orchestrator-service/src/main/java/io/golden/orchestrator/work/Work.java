package io.golden.orchestrator.work;

import io.golden.commons.caller.Caller;
import io.golden.data.sql.Transactions;
import io.golden.orchestrator.advance.Advancer;
import io.golden.orchestrator.advance.Limits;
import io.golden.orchestrator.agent.AgentRows;
import io.golden.orchestrator.budget.Settler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What agents do: claim, heartbeat, complete, fail. */
@ApplicationScoped
class Work {
    private final Transactions transactions;
    private final LeaseRows leases;
    private final StepResults results;
    private final AgentRows agents;
    private final WorkSignals signals;
    private final Advancer advancer;
    private final Settler settler;
    private final Limits limits;

    Work(
            Transactions transactions,
            LeaseRows leases,
            StepResults results,
            AgentRows agents,
            WorkSignals signals,
            Advancer advancer,
            Settler settler,
            Limits limits) {
        this.transactions = transactions;
        this.leases = leases;
        this.results = results;
        this.agents = agents;
        this.signals = signals;
        this.advancer = advancer;
        this.settler = settler;
        this.limits = limits;
    }

    /** Leases, at once or when there is work; none when the wait is over. No connection is held while waiting. */
    Uni<List<Lease>> claim(Caller agent, List<String> roles, int max, Duration wait) {
        return claimUntil(agent, roles, max, System.nanoTime() + wait.toNanos());
    }

    private Uni<List<Lease>> claimUntil(Caller agent, List<String> roles, int max, long deadline) {
        var waiting = signals.await(roles);
        return tryClaim(agent, roles, max).onFailure().invoke(waiting::leave).flatMap(found -> {
            var left = Duration.ofNanos(deadline - System.nanoTime());
            if (!found.isEmpty() || left.isNegative() || left.isZero()) {
                waiting.leave();
                // There may be more, and the wake-up came to this claim alone.
                found.stream().map(Lease::role).distinct().forEach(signals::wakeOne);
                return Uni.createFrom().item(found);
            }
            return waiting.within(left)
                    .flatMap(woken -> woken
                            ? claimUntil(agent, roles, max, deadline)
                            : Uni.createFrom().item(List.<Lease>of()));
        });
    }

    private Uni<List<Lease>> tryClaim(Caller agent, List<String> roles, int max) {
        return transactions.run(tx -> agents.seen(tx, agent.subject(), roles.getFirst())
                .flatMap(active -> active
                        ? leases.claim(
                                tx, agent.subject(), roles, agent.tenants().filter(), max, limits.stepLease())
                        : Uni.createFrom().item(List.<Lease>of())));
    }

    Uni<Optional<Instant>> heartbeat(Caller agent, UUID stepId, long fencingToken) {
        return transactions.run(tx -> leases.extend(tx, stepId, agent.subject(), fencingToken, limits.stepLease())
                .call(extended -> extended.isPresent()
                        ? agents.heard(tx, agent.subject())
                        : Uni.createFrom().voidItem()));
    }

    Uni<ResultOutcome> complete(Caller agent, UUID stepId, long fencingToken, Result result) {
        return transactions
                .run(tx -> results.complete(tx, stepId, agent.subject(), fencingToken, result))
                .invoke(this::wake);
    }

    Uni<ResultOutcome> fail(Caller agent, UUID stepId, long fencingToken, String error, boolean retryable) {
        return transactions
                .run(tx -> results.fail(tx, stepId, agent.subject(), fencingToken, error, retryable))
                .invoke(this::wake);
    }

    private void wake(ResultOutcome outcome) {
        if (outcome instanceof ResultOutcome.Taken taken) {
            advancer.wake(taken.taskId());
            settler.wake();
        }
    }
}
