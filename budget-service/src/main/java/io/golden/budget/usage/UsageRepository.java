package io.golden.budget.usage;

import io.golden.budget.filter.Spending;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;

/** Adds up the ledger. */
@Singleton
final class UsageRepository {
    private static final int MOST_GROUPS = 1_000;

    /**
     * Each commit at the price of its time; before the first price there was, at that. Tokens that nobody said were input
     * are priced as output, which is the dearer: what is shown is never too little.
     */
    private static final String SELECT = """
            with spent as (
              select $key as key, t.amount, p.currency,
                     (coalesce(t.input_tokens, 0) * p.input_price
                       + (t.amount - coalesce(t.input_tokens, 0)) * p.output_price) / 1000000 as cost
              from budget_transactions t
              left join lateral (
                select m.currency, m.input_price, m.output_price
                from budget_model_prices m
                where m.model = t.model
                order by m.valid_from <= t."timestamp" desc,
                         abs(extract(epoch from t."timestamp" - m.valid_from))
                limit 1
              ) p on true
              $where
            ), by_currency as (
              select key, currency, sum(amount) as tokens, count(*) as commits, round(sum(cost), 6) as cost
              from spent
              group by key, currency
            )
            select key, sum(tokens)::bigint as tokens, sum(commits)::bigint as commits,
                   coalesce(jsonb_object_agg(currency, cost::text) filter (where currency is not null), '{}') as costs,
                   coalesce(sum(tokens) filter (where currency is null), 0)::bigint as unpriced_tokens
            from by_currency
            group by key
            order by $order
            limit $most""";

    Uni<List<Usage>> usage(SqlConnection tx, Grouping grouping, Spending spending, String timezone) {
        var conditions = spending.conditions("t.\"timestamp\"").add("t.type in ('commit', 'adjust')");
        var key =
                grouping == Grouping.DAY ? grouping.key().replace("?", conditions.parameter(timezone)) : grouping.key();
        var sql = SELECT.replace("$key", key)
                .replace("$where", conditions.where())
                .replace("$order", grouping == Grouping.DAY ? "key" : "tokens desc, key")
                .replace("$most", conditions.parameter(MOST_GROUPS));
        return tx.preparedQuery(sql)
                .execute(conditions.values())
                .map(rows -> rows.stream().map(UsageRepository::usage).toList());
    }

    private static Usage usage(Row row) {
        var costs = new TreeMap<String, BigDecimal>();
        row.get(JsonObject.class, "costs")
                .forEach(cost -> costs.put(cost.getKey(), new BigDecimal((String) cost.getValue())));
        return new Usage(
                row.getString("key"),
                row.getLong("tokens"),
                row.getLong("commits"),
                costs,
                row.getLong("unpriced_tokens"));
    }
}
