package io.golden.budget.usage;

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
    /** The price of each model that is valid now, by the model's name. */
    Uni<List<ModelPrice>> current(SqlConnection tx, Page page) {
        return tx.preparedQuery("""
            select distinct on (model) model, input_price, output_price, currency, valid_from
            from budget_model_prices
            order by model, valid_from desc
            limit $1 offset $2\
            """)
                .execute(Tuple.of(page.limit(), page.offset()))
                .map(rows -> rows.stream().map(ModelPriceRepository::price).toList());
    }

    Uni<ModelPrice> put(SqlConnection tx, PutModelPrice price) {
        return tx.preparedQuery("""
            insert into budget_model_prices (model, valid_from, input_price, output_price, currency)
            values ($1, clock_timestamp(), $2, $3, $4)
            returning model, input_price, output_price, currency, valid_from\
            """)
                .execute(Tuple.of(
                        price.model(), price.inputPricePerMillion(), price.outputPricePerMillion(), price.currency()))
                .map(rows -> price(rows.iterator().next()));
    }

    private static ModelPrice price(Row row) {
        return new ModelPrice(
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
