package io.golden.data.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.ids.Ids;
import io.golden.data.sql.OpenTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

@ApplicationScoped
class TableOutbox implements Outbox {
    /** NATS takes twice as much: room for headers, and for those of a dead letter. */
    private static final int MAX_PAYLOAD_BYTES = 1 << 20;

    private static final String INSERT = """
            insert into outbox (id, subject, headers, payload)
            select id, subject, headers::jsonb, payload
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as m (id, subject, headers, payload)
            """;

    private final OpenTransactions transactions;
    private final ObjectMapper json;

    TableOutbox(OpenTransactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    @Override
    public Uni<UUID> append(SqlConnection tx, OutgoingMessage message) {
        var id = Ids.next();
        return insert(tx, new UUID[] {id}, List.of(message)).replaceWith(id);
    }

    @Override
    public Uni<Void> appendAll(SqlConnection tx, List<OutgoingMessage> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = IntStream.range(0, messages.size()).mapToObj(_ -> Ids.next()).toArray(UUID[]::new);
        return insert(tx, ids, messages);
    }

    private Uni<Void> insert(SqlConnection tx, UUID[] ids, List<OutgoingMessage> messages) {
        var correlation = Correlation.current();
        var row = Tuple.tuple()
                .addArrayOfUUID(ids)
                .addArrayOfString(
                        messages.stream().map(OutgoingMessage::subject).toArray(String[]::new))
                .addArrayOfString(messages.stream()
                        .map(message -> headers(message, correlation))
                        .toArray(String[]::new))
                .addArrayOfString(messages.stream().map(this::payload).toArray(String[]::new));
        return tx.preparedQuery(INSERT)
                .execute(row)
                .invoke(() -> transactions.fillsOutbox(tx))
                .replaceWithVoid();
    }

    private static String headers(OutgoingMessage message, Correlation correlation) {
        return JsonObject.of(
                        MessageHeaders.EVENT_TYPE, message.type(),
                        MessageHeaders.SCHEMA, Integer.toString(message.schema()),
                        MessageHeaders.TENANT, message.tenant(),
                        Correlation.REQUEST_ID_HEADER, correlation.requestId(),
                        Correlation.TRACEPARENT_HEADER, correlation.traceparent())
                .encode();
    }

    private String payload(OutgoingMessage message) {
        try {
            var text = json.writeValueAsString(message.payload());
            if (text.getBytes(StandardCharsets.UTF_8).length > MAX_PAYLOAD_BYTES) {
                throw new IllegalArgumentException("payload of " + message.type() + " is over 1 MiB");
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("payload of " + message.type() + " cannot be written as JSON", e);
        }
    }
}
