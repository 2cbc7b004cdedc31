package io.golden.auth.audit;

import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Searches {@code audit.audit_log}. */
@Singleton
final class AuditLog {
    Uni<List<AuditRow>> list(SqlConnection tx, AuditFilter filter, Page page) {
        var where = filter.conditions(page);
        var sql = "select" + AuditRow.COLUMNS + "from audit.audit_log " + where.where()
                + " order by created_at desc, id desc limit " + page.limit() + " offset " + page.offset();
        return tx.preparedQuery(sql)
                .execute(where.values())
                .map(rows -> rows.stream().map(AuditRow::read).toList());
    }

    /** All that the filter finds, whatever the page. */
    Uni<Long> count(SqlConnection tx, AuditFilter filter, Page page) {
        var everything = new Page(page.limit(), 0, Optional.empty(), true);
        var where = filter.conditions(everything);
        return tx.preparedQuery("select count(*) from audit.audit_log " + where.where())
                .execute(where.values())
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
