package io.golden.budget.usage;

import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;

/** The table {@code budget_model_prices}, which only grows: a price that changes leaves the past as it was. */
@Singleton
final class ModelPriceRepository {
    private static final String CURRENT = """
            select m.model, m.input_price, m.output_price, m.currency, m.valid_from, m.first_from
            from (
              select distinct on (p.model) p.model, p.input_price, p.output_price, p.currency, p.valid_from,
                     min(p.valid_from) over (partition by p.model) as first_from
              from budget_model_prices p
              order by p.model, p.valid_from desc
            ) m
            """;

    /** The price of each model that is valid now, the newest model first. */
    Uni<List<ModelPrice>> current(SqlConnection tx, Page page) {
        return tx.preparedQuery(CURRENT + """
                        where $1::timestamptz is null or (m.first_from, m.model) < ($1, $2::text)
                        order by m.first_from desc, m.model desc
                        limit $3 offset $4""")
                .execute(Tuple.of(
                        page.cursor().map(Cursor::offsetTime).orElse(null),
                        page.cursor().map(Cursor::id).orElse(null),
                        page.limit(),
                        page.offset()))
                .map(rows -> rows.stream().map(ModelPriceRepository::price).toList());
    }

    /** How many models have a price. */
    Uni<Long> count(SqlConnection tx) {
        return tx.preparedQuery("select count(distinct model) as number from budget_model_prices")
                .execute()
                .map(rows -> rows.iterator().next().getLong("number"));
    }

    Uni<ModelPrice> put(SqlConnection tx, PutModelPrice price) {
        return tx.preparedQuery("""
            insert into budget_model_prices (model, valid_from, input_price, output_price, currency)
            values ($1, clock_timestamp(), $2, $3, $4)
            returning model, input_price, output_price, currency, valid_from, valid_from as first_from\
            """)
                .execute(Tuple.of(
                        price.model(), price.inputPricePerMillion(), price.outputPricePerMillion(), price.currency()))
                .map(rows -> price(rows.iterator().next()));
    }

    private static ModelPrice price(Row row) {
        return new ModelPrice(
                new Cursor(row.getOffsetDateTime("first_from").toInstant(), row.getString("model")),
                row.getString("model"),
                plain(row.getBigDecimal("input_price")),
                plain(row.getBigDecimal("output_price")),
                row.getString("currency"),
                row.getOffsetDateTime("valid_from").toInstant());
    }

    /** 10 and 2.5, and not 1E+1 and 2.500000. */
    private static BigDecimal plain(BigDecimal price) {
        var least = price.stripTrailingZeros();
        return least.scale() < 0 ? least.setScale(0) : least;
    }
}
