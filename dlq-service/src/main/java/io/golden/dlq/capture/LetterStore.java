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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** Writes dead letters into {@code dlq_messages}, once per death. */
@ApplicationScoped
class LetterStore {
    /**
     * In the order of their keys, as the trigger that counts them locks them. Of captures only one at a time comes this
     * far: the dead letter and the advisory of the same deaths, in batches of other orders, would wait for each other.
     */
    private static final String GROUPS = """
            insert into dlq_groups as g (key, tenant_id, subject, error_type, error)
            select key, tenant_id, subject, error_type, error
            from (select pg_advisory_xact_lock(hashtext('golden dlq capture'))) as alone,
                unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                    as l (key, tenant_id, subject, error_type, error)
            order by key
            on conflict (key) do update
            set last_seen = now(), first_seen = case when g.unresolved = 0 then now() else g.first_seen end
            """;

    /**
     * The same sequence with another id is another message, of a stream that was made anew or put back. An agent's id
     * bears its sender's name only where the sender could be told. The life before may be captured as resolved or not
     * yet: a message can die again sooner than its requeue is committed. What resolves a requeue counts it in the row.
     */
    private static final String LETTERS = """
            insert into dlq_messages as m (original_subject, data, data_encoding, headers, error_type, error,
                error_count, stream, consumer, stream_seq, incarnation, tenant_id, requeues, previous_id, group_id)
            select l.subject, l.data, l.encoding, l.headers::jsonb, l.error_type, l.error, l.deliveries, l.stream,
                l.consumer, l.seq, coalesce(known.incarnation, 0), l.tenant, l.requeues,
                case when l.requeues > 0 then (
                    select max(p.id) from dlq_messages p
                    where md5(p.headers -> 'Golden-Message-Id' ->> 0) = md5(l.message_id)
                        and p.consumer = l.consumer and p.tenant_id = l.tenant
                        and p.requeues - (p.resolution is not distinct from 'requeued')::int < l.requeues
                        and (p.stream, p.stream_seq) <> (l.stream, l.seq)
                ) end,
                g.id
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[],
                $8::text[], $9::text[], $10::bigint[], $11::text[], $12::int[], $13::text[], $14::text[])
                as l (subject, data, encoding, headers, error_type, error, deliveries, stream, consumer, seq,
                    tenant, requeues, message_id, key)
            join dlq_groups g on g.key = l.key
            left join lateral (
                select case when bool_or(is_it) then max(incarnation) filter (where is_it)
                    else max(incarnation) + 1 end as incarnation
                from (
                    select o.incarnation, coalesce(o.headers -> 'Golden-Message-Id' ->> 0, '') in ('', l.message_id)
                        or l.message_id = ''
                        or right(l.message_id, length(o.headers -> 'Golden-Message-Id' ->> 0) + 1)
                            = ':' || (o.headers -> 'Golden-Message-Id' ->> 0)
                        or right(o.headers -> 'Golden-Message-Id' ->> 0, length(l.message_id) + 1)
                            = ':' || l.message_id
                        -- What only an advisory told of may be named otherwise by the dead letter.
                        or ((o.error_type in ('max_deliveries', 'terminated')
                                or l.error_type in ('max_deliveries', 'terminated'))
                            and o.original_subject = l.subject and o.data = l.data) as is_it
                    from dlq_messages o
                    where o.stream = l.stream and o.consumer = l.consumer and o.stream_seq = l.seq
                ) others
            ) known on true
            on conflict (stream, consumer, stream_seq, incarnation) do update
            set original_subject = excluded.original_subject, data = excluded.data,
                data_encoding = excluded.data_encoding, headers = excluded.headers,
                error_type = excluded.error_type, error = excluded.error, error_count = excluded.error_count,
                tenant_id = excluded.tenant_id, requeues = excluded.requeues, group_id = excluded.group_id,
                previous_id = coalesce(excluded.previous_id, m.previous_id)
            where not m.resolved
                and m.error_type in ('max_deliveries', 'terminated', 'lost')
                and excluded.error_type not in ('max_deliveries', 'terminated', 'lost')
            returning m.id, m.stream, m.consumer, m.stream_seq, m.xmax = 0 as inserted
            """;

    private final ObjectMapper json;

    LetterStore(ObjectMapper json) {
        this.json = json;
    }

    /** Stores those that are new, and tells which; a first-hand account replaces an advisory's. */
    Uni<List<Stored>> store(SqlConnection tx, Collection<DeadLetter> letters) {
        var byOrigin = new LinkedHashMap<DeadLetter.Origin, DeadLetter>();
        letters.forEach(letter -> byOrigin.merge(letter.origin(), letter, (a, b) -> a.isSecondHand() ? b : a));
        var distinct = byOrigin.values().stream().map(Grouped::of).toList();
        var grouped = new HashMap<DeadLetter.Origin, Grouped>();
        distinct.forEach(one -> grouped.put(one.letter().origin(), one));
        return tx.preparedQuery(GROUPS)
                .execute(groups(distinct))
                .chain(() -> tx.preparedQuery(LETTERS).execute(columns(distinct)))
                .map(rows -> {
                    var stored = new ArrayList<Stored>(rows.size());
                    rows.forEach(row -> {
                        var one = grouped.get(new DeadLetter.Origin(
                                row.getString("stream"), row.getString("consumer"), row.getLong("stream_seq")));
                        stored.add(new Stored(
                                row.getLong("id"), one.letter(), one.alike().subject(), row.getBoolean("inserted")));
                    });
                    return stored;
                });
    }

    /** A letter and its group, worked out once. */
    private record Grouped(DeadLetter letter, DeadLetter.Alike alike, String key) {
        static Grouped of(DeadLetter letter) {
            var alike = letter.alike();
            return new Grouped(letter, alike, alike.key());
        }
    }

    private static Tuple groups(List<Grouped> letters) {
        var groups = new LinkedHashMap<String, Grouped>();
        letters.forEach(one -> groups.putIfAbsent(one.key(), one));
        var firsts = List.copyOf(groups.values());
        return Tuple.from(new Object[] {
            groups.keySet().toArray(String[]::new),
            texts(firsts, one -> one.letter().tenant()),
            texts(firsts, one -> one.alike().subject()),
            texts(firsts, one -> one.letter().errorType()),
            texts(firsts, one -> one.letter().error())
        });
    }

    private Tuple columns(List<Grouped> grouped) {
        var letters = grouped.stream().map(Grouped::letter).toList();
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
            letters.stream().map(DeadLetter::requeues).toArray(Integer[]::new),
            texts(letters, DeadLetter::messageId),
            grouped.stream().map(Grouped::key).toArray(String[]::new)
        });
    }

    private static <T> String[] texts(List<T> letters, Function<T, String> column) {
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
     * @param subjectPattern its subject with the ids replaced
     * @param isNew false when it replaced an advisory's account of the same death
     */
    record Stored(long id, DeadLetter letter, String subjectPattern, boolean isNew) {}
}
