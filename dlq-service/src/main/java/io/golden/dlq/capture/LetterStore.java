package io.golden.dlq.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.dlq.letter.DeadLetter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** Writes dead letters into {@code dlq_messages}, once per origin. */
@ApplicationScoped
class LetterStore {
    private final ObjectMapper json;

    LetterStore(ObjectMapper json) {
        this.json = json;
    }

    /** Stores those that are new, and tells which; a first-hand account replaces an advisory's. */
    Uni<List<Stored>> store(SqlConnection tx, Collection<DeadLetter> letters) {
        var sql = """
                insert into dlq_messages as m (original_subject, data, data_encoding, headers, error_type, error,
                    error_count, stream, consumer, stream_seq, tenant_id, requeues)
                select subject, data, encoding, headers::jsonb, error_type, error, deliveries, stream, consumer, seq,
                    tenant, requeues
                from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[],
                    $8::text[], $9::text[], $10::bigint[], $11::text[], $12::int[])
                    as l (subject, data, encoding, headers, error_type, error, deliveries, stream, consumer, seq,
                        tenant, requeues)
                on conflict (stream, consumer, stream_seq) do update
                set original_subject = excluded.original_subject, data = excluded.data,
                    data_encoding = excluded.data_encoding, headers = excluded.headers,
                    error_type = excluded.error_type, error = excluded.error, error_count = excluded.error_count,
                    tenant_id = excluded.tenant_id, requeues = excluded.requeues
                where not m.resolved
                    and m.error_type in ('max_deliveries', 'terminated', 'lost')
                    and excluded.error_type not in ('max_deliveries', 'terminated', 'lost')
                returning m.id, m.stream, m.consumer, m.stream_seq, m.xmax = 0 as inserted
                """;
        var byOrigin = new LinkedHashMap<DeadLetter.Origin, DeadLetter>();
        letters.forEach(letter -> byOrigin.merge(letter.origin(), letter, (a, b) -> a.isSecondHand() ? b : a));
        var distinct = List.copyOf(byOrigin.values());
        return tx.preparedQuery(sql).execute(columns(distinct)).map(rows -> {
            var stored = new ArrayList<Stored>(rows.size());
            rows.forEach(row -> stored.add(new Stored(
                    row.getLong("id"),
                    byOrigin.get(new DeadLetter.Origin(
                            row.getString("stream"), row.getString("consumer"), row.getLong("stream_seq"))),
                    row.getBoolean("inserted"))));
            return stored;
        });
    }

    private Tuple columns(List<DeadLetter> letters) {
        return Tuple.from(new Object[] {
            texts(letters, DeadLetter::originalSubject),
            texts(letters, l -> l.payload().data()),
            texts(letters, l -> l.payload().encoding().wire()),
            texts(letters, this::headers),
            texts(letters, DeadLetter::errorType),
            texts(letters, DeadLetter::error),
            letters.stream().map(DeadLetter::deliveries).toArray(Integer[]::new),
            texts(letters, l -> l.origin().stream()),
            texts(letters, l -> l.origin().consumer()),
            letters.stream().map(l -> l.origin().streamSeq()).toArray(Long[]::new),
            texts(letters, DeadLetter::tenant),
            letters.stream().map(DeadLetter::requeues).toArray(Integer[]::new)
        });
    }

    private static String[] texts(List<DeadLetter> letters, Function<DeadLetter, String> column) {
        return letters.stream().map(column).map(HeaderMap::storable).toArray(String[]::new);
    }

    private String headers(DeadLetter letter) {
        try {
            return json.writeValueAsString(letter.headers());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A letter that was written.
     *
     * @param isNew false when it replaced an advisory's account of the same death
     */
    record Stored(long id, DeadLetter letter, boolean isNew) {}
}
