package io.golden.data.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HousekeepingTest {
    @Inject
    Housekeeping housekeeping;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void partitionsAreMadeAWeekAheadAndDroppedWhenAllWasSent() {
        // given a day of messages that were sent long ago, one that holds a message that was not, and one whose message
        // was sent late
        partition(5);
        partition(6);
        partition(7);
        insert(5, "now() - interval '25 hours'");
        insert(6, "null");
        insert(7, "now() - interval '23 hours'");

        housekeeping.round();

        try {
            assertThat(messages()).isEqualTo(2);
            assertThat(Servers.postgres().number("""
                                    select count(*) from pg_inherits
                                    where inhparent = 'orchestrator.outbox'::regclass
                                      and right(inhrelid::regclass::text, 8) >= to_char(now() at time zone 'utc', 'YYYYMMDD')
                                    """)).isEqualTo(8);
        } finally {
            Servers.postgres().execute("delete from orchestrator.outbox where subject = ?", mark);
        }
    }

    @Test
    void whatIsOldIsForgotten() {
        Servers.postgres().execute("""
                        insert into orchestrator.inbox (consumer, message_id, handled_at)
                        select ?, i, now() - i * interval '12 days' from generate_series(1, 4) i
                        """, mark);
        Servers.postgres().execute("""
                        insert into orchestrator.idempotency_keys (caller, route, key, request_hash, created_at)
                        select ?, '', i, '', now() - i * interval '23 hours' from generate_series(1, 2500) i
                        """, mark);

        housekeeping.round();

        assertThat(Servers.postgres().number("select count(*) from orchestrator.inbox where consumer = ?", mark))
                .isEqualTo(2);
        assertThat(Servers.postgres()
                        .number("select count(*) from orchestrator.idempotency_keys where caller = ?", mark))
                .isEqualTo(1);
    }

    private static void partition(int daysAgo) {
        Servers.postgres().executeAs("golden_owner", """
                        do $$
                        declare day date := (now() at time zone 'utc')::date - %d;
                        begin
                          execute format('create table orchestrator.%%I partition of orchestrator.outbox for values from (%%L) to (%%L)',
                            'outbox_' || to_char(day, 'YYYYMMDD'),
                            day::timestamp at time zone 'utc', (day + 1)::timestamp at time zone 'utc');
                        end $$
                        """.formatted(daysAgo));
    }

    private void insert(int daysAgo, String sentAt) {
        Servers.postgres().execute("""
                        insert into orchestrator.outbox (id, subject, headers, payload, created_at, sent_at, retry_at)
                        values (gen_random_uuid(), ?, '{}', '{}', now() - interval '%d days', %s, now() + interval '1 minute')
                        """.formatted(daysAgo, sentAt), mark);
    }

    private long messages() {
        return Servers.postgres().number("select count(*) from orchestrator.outbox where subject = ?", mark);
    }
}
