package io.golden.dlq.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.caller.Tenants;
import io.golden.dlq.letter.DeadLetter;
import io.golden.dlq.letter.Payload;
import io.golden.dlq.message.DlqMessage.Resolution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and resolves rows of {@code dlq_messages}. */
@ApplicationScoped
public class Messages {
    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};
    private static final String COLUMNS = """
            id, original_subject, data, data_encoding, headers::text as headers, error_type, error, error_count,
            stream, consumer, stream_seq, tenant_id, created_at, resolved, resolved_at, resolved_by, resolution,
            resolution_notes, requeues, previous_id
            """;

    private final ObjectMapper json;

    Messages(ObjectMapper json) {
        this.json = json;
    }

    Uni<Optional<DlqMessage>> find(SqlConnection tx, long id, Tenants tenants) {
        return one(tx, id, tenants, "");
    }

    /** Finds the message and holds its row: whoever has it decides. */
    Uni<Optional<DlqMessage>> lock(SqlConnection tx, long id, Tenants tenants) {
        return one(tx, id, tenants, "for update");
    }

    private Uni<Optional<DlqMessage>> one(SqlConnection tx, long id, Tenants tenants, String lock) {
        var sql = "select " + COLUMNS + """
                from dlq_messages
                where id = $1 and (cardinality($2::text[]) = 0 or tenant_id = any($2))
                """ + lock;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(id, tenants.filter()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(read(rows.iterator().next())));
    }

    /** All lives of a message in one consumer, oldest first. */
    Uni<List<DlqMessage>> lives(SqlConnection tx, DlqMessage message) {
        if (message.messageId().isEmpty()) {
            return Uni.createFrom().item(List.of(message));
        }
        var sql = "select " + COLUMNS + """
                from dlq_messages
                where md5(headers -> 'Golden-Message-Id' ->> 0) = md5($1) and consumer = $2 and tenant_id = $3
                order by created_at, id
                limit 100
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(message.messageId().get(), message.origin().consumer(), message.tenantId()))
                .map(rows -> {
                    var lives = new ArrayList<DlqMessage>();
                    rows.forEach(row -> lives.add(read(row)));
                    return lives;
                });
    }

    /** Resolves the row; false when somebody else has. */
    Uni<Boolean> resolve(SqlConnection tx, long id, String by, String kind, String note, int requeues) {
        var sql = """
                update dlq_messages
                set resolved = true, resolved_at = now(), resolved_by = $2, resolution = $3, resolution_notes = $4,
                    requeues = $5
                where id = $1 and resolved_at is null
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(id, by, kind, note, requeues))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Those of the given ids that are there, oldest first, with a bounded number of bytes. */
    public Uni<List<DlqMessage>> findAll(SqlConnection tx, List<Long> ids) {
        var sql = "select " + COLUMNS + "from dlq_messages where id = any ($1) order by id";
        return tx.preparedQuery(sql).execute(Tuple.of(ids.toArray(Long[]::new))).map(rows -> {
            var found = new ArrayList<DlqMessage>(rows.size());
            rows.forEach(row -> found.add(read(row)));
            return found;
        });
    }

    private DlqMessage read(Row row) {
        return new DlqMessage(
                row.getLong("id"),
                row.getString("original_subject"),
                new Payload(row.getString("data"), Payload.Encoding.of(row.getString("data_encoding"))),
                headers(row.getString("headers")),
                row.getString("error_type"),
                row.getString("error"),
                row.getInteger("error_count"),
                new DeadLetter.Origin(row.getString("stream"), row.getString("consumer"), row.getLong("stream_seq")),
                row.getString("tenant_id"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getInteger("requeues"),
                Optional.ofNullable(row.getLong("previous_id")),
                row.getBoolean("resolved") ? Optional.of(resolution(row)) : Optional.empty());
    }

    private static Resolution resolution(Row row) {
        return new Resolution(
                row.getOffsetDateTime("resolved_at").toInstant(),
                row.getString("resolved_by"),
                row.getString("resolution"),
                row.getString("resolution_notes"));
    }

    private Map<String, List<String>> headers(String text) {
        try {
            return json.readValue(text, HEADERS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
