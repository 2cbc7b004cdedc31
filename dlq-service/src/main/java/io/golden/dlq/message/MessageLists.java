package io.golden.dlq.message;

import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.golden.data.sql.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds messages by filter, at a cost that does not grow with the table. */
@ApplicationScoped
public class MessageLists {
    /** Without the payload's remainder: a list of large messages stays small. */
    private static final String COLUMNS = """
            select id, original_subject, left(data, 200) as data_preview, data_encoding, error_type, error,
                error_count, tenant_id, created_at, resolved
            """;

    private static final String NEWEST_FIRST = " order by created_at desc, id desc limit ";
    /** Of more groups than this the newest are found sooner among all messages. */
    private static final int MOST_GROUPS = 200;

    Uni<List<MessageSummary>> list(SqlConnection tx, MessageFilter filter, Page page) {
        if (!filter.isOfGroups()) {
            return listAll(tx, filter, page);
        }
        return groups(tx, filter).chain(groups -> {
            if (groups.isEmpty()) {
                return Uni.createFrom().item(List.of());
            }
            return groups.size() > MOST_GROUPS ? listAll(tx, filter, page) : listGroups(tx, filter, page, groups);
        });
    }

    private static Uni<List<MessageSummary>> listAll(SqlConnection tx, MessageFilter filter, Page page) {
        var conditions = pageConditions(filter, page);
        var sql = COLUMNS + "from dlq_messages " + conditions.where() + NEWEST_FIRST
                + conditions.parameter(page.limit()) + " offset " + conditions.parameter(page.offset());
        return read(tx, sql, conditions);
    }

    /** The newest of each group, and of these the newest: each group is an index of its own. */
    private static Uni<List<MessageSummary>> listGroups(
            SqlConnection tx, MessageFilter filter, Page page, List<Long> groups) {
        var conditions = pageConditions(filter, page);
        var of = conditions.parameter(groups.toArray(Long[]::new));
        var each = conditions.parameter(page.limit() + page.offset());
        var sql = "select m.* from unnest(" + of + "::bigint[]) as g (group_id) cross join lateral (" + COLUMNS
                + "from dlq_messages " + conditions.where() + " and dlq_messages.group_id = g.group_id" + NEWEST_FIRST
                + each + ") m" + NEWEST_FIRST + conditions.parameter(page.limit()) + " offset "
                + conditions.parameter(page.offset());
        return read(tx, sql, conditions);
    }

    private static Conditions pageConditions(MessageFilter filter, Page page) {
        var conditions = filter.conditions();
        page.cursor().ifPresent(cursor -> after(conditions, cursor));
        return conditions;
    }

    private static void after(Conditions conditions, Cursor cursor) {
        var time = conditions.parameter(cursor.offsetTime());
        var id = conditions.parameter(MessageFilter.idOf(cursor));
        conditions.add("(created_at, id) < (" + time + ", " + id + "::bigint)");
    }

    private static Uni<List<Long>> groups(SqlConnection tx, MessageFilter filter) {
        var conditions = filter.groupConditions();
        var sql = "select id from dlq_groups " + conditions.where() + " limit " + conditions.parameter(MOST_GROUPS + 1);
        return tx.preparedQuery(sql).execute(conditions.values()).map(rows -> {
            var ids = new ArrayList<Long>();
            rows.forEach(row -> ids.add(row.getLong(0)));
            return ids;
        });
    }

    private static Uni<List<MessageSummary>> read(SqlConnection tx, String sql, Conditions conditions) {
        return tx.preparedQuery(sql).execute(conditions.values()).map(rows -> {
            var messages = new ArrayList<MessageSummary>(rows.size());
            rows.forEach(row -> messages.add(MessageSummary.read(row)));
            return messages;
        });
    }

    Uni<Long> count(SqlConnection tx, MessageFilter filter) {
        var conditions = filter.conditions();
        return tx.preparedQuery("select count(*) from dlq_messages " + conditions.where())
                .execute(conditions.values())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Puts the oldest messages that fit, {@code most} of them at most, into a redrive; completes with their number. */
    public Uni<Integer> choose(SqlConnection tx, MessageFilter filter, UUID redrive, int most) {
        var conditions = filter.conditions();
        var sql = "insert into dlq_redrive_items (redrive_id, message_id) select " + conditions.parameter(redrive)
                + "::uuid, id from dlq_messages " + conditions.where() + " order by id limit "
                + conditions.parameter(most);
        return tx.preparedQuery(sql).execute(conditions.values()).map(rows -> rows.rowCount());
    }
}
