package io.golden.budget.soak;

import io.golden.test.Servers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A limit, and what it was set to when. {@code *} means any. */
final class Account {
    record Setting(Instant at, long total) {}

    private record Blackout(Instant from, Instant to) {}

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    final String tenant;
    final String project;
    final String agent;
    final String model;
    final boolean soft;
    private final List<Setting> settings = Collections.synchronizedList(new ArrayList<>());
    private final List<Blackout> blackouts = Collections.synchronizedList(new ArrayList<>());

    Account(String tenant, String project, String agent, String model, boolean soft) {
        this.tenant = tenant;
        this.project = project;
        this.agent = agent;
        this.model = model;
        this.soft = soft;
    }

    void create(long total) {
        Servers.postgres()
                .execute(
                        "insert into budget.budget_limits (tenant_id, project_id, agent_id, model, soft, total_limit) values (?, ?, ?, ?, ?, ?)",
                        tenant,
                        project,
                        agent,
                        model,
                        soft,
                        total);
        settings.add(new Setting(Instant.EPOCH, total));
    }

    /**
     * As an operator does it; the time is read once the row is locked. While the database is away nobody knows whether it
     * happened: nothing is claimed about the limit from then until it did.
     */
    void setRoom(long room) {
        var asked = Instant.now();
        var failed = false;
        while (Instant.now().isBefore(asked.plus(PATIENCE))) {
            try {
                var row = Servers.postgres()
                        .query("""
                                update budget.budget_limits set total_limit = current_usage + reserved + ?
                                where tenant_id = ? and project_id = ? and agent_id = ? and model = ?
                                returning total_limit, clock_timestamp() as at""", room * share(), tenant, project, agent, model)
                        .getFirst();
                var at = ((Timestamp) row.get("at")).toInstant();
                settings.add(new Setting(at, ((Number) row.get("total_limit")).longValue()));
                if (failed) {
                    blackouts.add(new Blackout(asked, at));
                }
                return;
            } catch (IllegalStateException e) {
                failed = true;
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        throw new IllegalStateException("the database did not come back");
    }

    /** A tenant has four projects. */
    private long share() {
        return project.equals("*") ? 4 : 1;
    }

    boolean covers(String ofTenant, String ofProject, String ofAgent, String ofModel) {
        return tenant.equals(ofTenant)
                && (project.equals("*") || project.equals(ofProject))
                && (agent.equals("*") || agent.equals(ofAgent))
                && (model.equals("*") || model.equals(ofModel));
    }

    /** Whether it is known what the limit was. */
    boolean known(Instant at) {
        return blackouts.stream().noneMatch(dark -> !at.isBefore(dark.from()) && !at.isAfter(dark.to()));
    }

    /** In the order of time. */
    List<Setting> settings() {
        return settings.stream().sorted((a, b) -> a.at().compareTo(b.at())).toList();
    }

    @Override
    public String toString() {
        return tenant + "/" + project + "/" + agent + "/" + model;
    }
}
