package io.golden.budget.filter;

import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.golden.data.sql.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Pages of a table that grows with every reservation, at a cost that does not. It has one index for lists,
 * {@code (tenant_id, project_id, time, id)}, in which the rows of an account lie in order; one by time alone would be
 * written to by every reservation for the sake of lists (ADR 143).
 *
 * @param table with the columns of a {@link Spending} and an {@code id}
 * @param columns of the table, as {@code t}
 * @param time the column by which it is ordered
 * @param listed the condition under which the index may be used
 * @param id the id in a cursor
 */
public record NewestFirst(String table, String columns, String time, String listed, Function<Cursor, ?> id) {
    /** The page's rows of those that fit; the further conditions are on {@code t}. */
    public Uni<RowSet<Row>> page(SqlConnection tx, Spending spending, Page page, Consumer<Conditions> further) {
        return spending.taskId().isPresent() || spending.isOfOneAccount()
                ? pageOfFew(tx, spending, page, further)
                : page(tx, page, conditions -> ofAccounts(conditions, spending, page, further));
    }

    /** The same where few rows can fit, or the index has them in this order: the planner finds them without help. */
    public Uni<RowSet<Row>> pageOfFew(SqlConnection tx, Spending spending, Page page, Consumer<Conditions> further) {
        return page(tx, page, conditions -> inOrder(conditions, spending, page, further));
    }

    private Uni<RowSet<Row>> page(SqlConnection tx, Page page, Function<Conditions, String> rows) {
        var conditions = new Conditions();
        var sql = rows.apply(conditions);
        return tx.preparedQuery(sql + newest(conditions.parameter(page.limit())) + " offset "
                        + conditions.parameter(page.offset()))
                .execute(conditions.values());
    }

    /** How many rows fit. */
    public Uni<Long> count(SqlConnection tx, Spending spending, Consumer<Conditions> further) {
        var conditions = new Conditions();
        var sql = all(conditions, spending, "count(*)");
        addDetails(conditions, spending, further);
        return tx.preparedQuery(sql + conditions.where())
                .execute(conditions.values())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private String inOrder(Conditions conditions, Spending spending, Page page, Consumer<Conditions> further) {
        var sql = all(conditions, spending, columns);
        addDetails(conditions, spending, further);
        page.cursor().ifPresent(cursor -> behind(conditions, cursor));
        return sql + conditions.where();
    }

    /** A task's rows are found by the Bloom filters of its id; beside them the planner would read all of the tenant's. */
    private String all(Conditions conditions, Spending spending, String what) {
        var from = spending.taskId()
                .map(task -> "with t as materialized (select * from " + table + " t where t.task_id = "
                        + conditions.parameter(task) + ") select " + what + " from t ")
                .orElseGet(() -> "select " + what + " from " + table + " t ");
        spending.addAccount(conditions);
        return from;
    }

    private void addDetails(Conditions conditions, Spending spending, Consumer<Conditions> further) {
        spending.addDetails(conditions, "t." + time);
        conditions.add(listed);
        further.accept(conditions);
    }

    private void behind(Conditions conditions, Cursor cursor) {
        conditions.add("(t." + time + ", t.id) < (" + conditions.parameter(cursor.offsetTime()) + ", "
                + conditions.parameter(id.apply(cursor)) + ")");
    }

    private String newest(String most) {
        return " order by t." + time + " desc, t.id desc limit " + most;
    }

    /**
     * Steps from account to account through the index. A few rows of each make as many as are wanted, and the last of these
     * is the oldest that can be on the page: of each account only what is younger is read.
     */
    private String ofAccounts(Conditions conditions, Spending spending, Page page, Consumer<Conditions> further) {
        var accounts = accounts(conditions, spending);
        var most = conditions.parameter(page.offset() + page.limit()) + "::bigint";
        addDetails(conditions, spending, further);
        page.cursor().ifPresent(cursor -> behind(conditions, cursor));
        var ofAccount = "from " + table + " t " + conditions.where()
                + " and t.tenant_id = a.tenant_id and t.project_id = a.project_id";
        return accounts
                + """
                , sample as (
                  select t.* from account a cross join lateral (
                    select t.%1$s %2$s %3$s
                  ) t
                ), oldest as (
                  select coalesce((select %1$s from sample order by %1$s desc limit 1 offset %5$s - 1), '-infinity') as %1$s
                )
                select t.* from account a cross join lateral (
                  select %6$s %2$s and t.%1$s >= (select %1$s from oldest) %4$s
                ) t
                """.formatted(
                                time,
                                ofAccount,
                                newest("(select " + most + " / count(*) + 1 from account)"),
                                newest(most),
                                most,
                                columns);
    }

    private String accounts(Conditions conditions, Spending spending) {
        var tenants = spending.tenants().isEmpty()
                ? """
                (select t.tenant_id from %1$s t where %2$s order by t.tenant_id limit 1)
                union all
                select t.tenant_id from tenant a cross join lateral (
                  select t.tenant_id from %1$s t where %2$s and t.tenant_id > a.tenant_id order by t.tenant_id limit 1
                ) t
                """.formatted(table, listed)
                : "select unnest(%s::text[]) as tenant_id"
                        .formatted(conditions.parameter(spending.tenants().toArray(String[]::new)));
        var accounts = spending.projectId()
                .map(project ->
                        "select tenant_id, %s::text as project_id from tenant".formatted(conditions.parameter(project)))
                .orElseGet(() -> """
                select a.tenant_id, t.project_id from tenant a cross join lateral (
                  select t.project_id from %1$s t where %2$s and t.tenant_id = a.tenant_id order by t.project_id limit 1
                ) t
                union all
                select a.tenant_id, t.project_id from account a cross join lateral (
                  select t.project_id from %1$s t
                  where %2$s and t.tenant_id = a.tenant_id and t.project_id > a.project_id order by t.project_id limit 1
                ) t
                """.formatted(table, listed));
        return "with recursive tenant as (" + tenants + "), account as (" + accounts + ")";
    }
}
