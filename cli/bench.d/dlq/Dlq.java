import io.nats.client.Connection;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Messages for the measurement of dlq-service, and the bare loops it is held against. Prints a rate. */
final class Dlq {
    private static final int BATCH = 256;
    private static final String INSERT = """
            insert into dlq.dlq_messages (original_subject, data, data_encoding, headers, error_type, error, error_count,
                stream, consumer, stream_seq, tenant_id, group_id)
            select subject, data, 'utf8', headers::jsonb, 'failed', 'it did not work', 5, 'PRC', consumer, seq, 'default', ?
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[]) as l (subject, data, headers, consumer, seq)
            """;

    private final Connection nats;
    private final java.sql.Connection database;
    private final String run = "bench-" + UUID.randomUUID();

    private Dlq(Connection nats, java.sql.Connection database) {
        this.nats = nats;
        this.database = database;
    }

    public static void main(String[] arguments) throws Exception {
        var url = URI.create(System.getenv("BENCH_DATABASE_URL"));
        var user = url.getUserInfo().split(":", 2);
        var options = Options.builder().server(System.getenv("BENCH_NATS_URL")).inboxPrefix("_INBOX.operators.").build();
        try (var nats = Nats.connect(options);
                var database = DriverManager.getConnection(
                        "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(), user[0], user[1])) {
            var bench = new Dlq(nats, database);
            int messages = Integer.parseInt(arguments[1]);
            switch (arguments[0]) {
                case "capture" -> System.out.println(bench.capture(messages));
                case "bare-capture" -> System.out.println(bench.bareCapture(messages));
                case "bare-redrive" -> System.out.println(bench.bareRedrive(messages));
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private double capture(int messages) throws Exception {
        long begin = System.nanoTime();
        publish("dlq.prc.bench.response", messages);
        // The last one first: counting all of them again and again would take from what is measured.
        var mine = "select count(*) from dlq.dlq_messages where stream = 'PRC' and consumer = '" + run + "'";
        while (number(mine + " and stream_seq = " + messages) == 0 || number(mine) < messages) {
            Thread.sleep(20);
        }
        return messages * 1e9 / (System.nanoTime() - begin);
    }

    /** Pull, insert, acknowledge: the same rows into the same table. */
    private double bareCapture(int messages) throws Exception {
        var management = nats.jetStreamManagement();
        management.addStream(StreamConfiguration.builder()
                .name("BENCH")
                .subjects("bench.>")
                .storageType(StorageType.File)
                .build());
        management.addOrUpdateConsumer(
                "BENCH", ConsumerConfiguration.builder().durable("bare").maxAckPending(4096).build());
        long group = number("insert into dlq.dlq_groups (key, tenant_id, subject, error_type, error) values ('" + run
                + "', 'default', 'bench', 'failed', 'it did not work') returning id");
        long begin = System.nanoTime();
        publish("bench.prc.response", messages);
        var context = nats.getConsumerContext("BENCH", "bare");
        for (int done = 0; done < messages; ) {
            var batch = new ArrayList<Message>();
            try (var fetching = context.fetch(FetchConsumeOptions.builder()
                    .maxMessages(Math.min(BATCH, messages - done))
                    .expiresIn(2_000)
                    .build())) {
                for (var m = fetching.nextMessage(); m != null; m = fetching.nextMessage()) {
                    batch.add(m);
                }
            }
            insert(batch, group);
            batch.forEach(Message::ack);
            done += batch.size();
        }
        double rate = messages * 1e9 / (System.nanoTime() - begin);
        management.deleteStream("BENCH");
        return rate;
    }

    private void insert(List<Message> batch, long group) throws Exception {
        try (var statement = database.prepareStatement(INSERT)) {
            statement.setLong(1, group);
            statement.setArray(2, texts(batch.stream().map(Message::getSubject).toList()));
            statement.setArray(3, texts(batch.stream().map(m -> new String(m.getData(), StandardCharsets.UTF_8)).toList()));
            statement.setArray(4, texts(batch.stream().map(m -> "{\"Golden-Message-Id\": [\""
                    + m.getHeaders().getFirst("Golden-Message-Id") + "\"]}").toList()));
            statement.setArray(5, texts(batch.stream().map(_ -> run).toList()));
            statement.setArray(6, database.createArrayOf(
                    "bigint", batch.stream().map(m -> m.metaData().streamSequence()).toArray()));
            statement.executeUpdate();
        }
    }

    private java.sql.Array texts(List<String> values) throws Exception {
        return database.createArrayOf("text", values.toArray());
    }

    /** Read, publish, resolve: the same messages in the same batches, with no word of it kept. */
    private double bareRedrive(int messages) throws Exception {
        long last = number("select coalesce(min(id), 1) - 1 from dlq.dlq_messages where not resolved");
        long begin = System.nanoTime();
        int done = 0;
        while (done < messages) {
            var ids = new ArrayList<Long>();
            var acks = new ArrayList<CompletableFuture<PublishAck>>();
            // From where it is: without a position PostgreSQL goes through what was resolved before, or sorts all the
            // rest, as its statistics will have it, and the reference is 2,800 a second or 8,000.
            try (var rows = query("select id, data from dlq.dlq_messages where not resolved and id > " + last
                    + " order by id limit " + BATCH)) {
                while (rows.next()) {
                    last = rows.getLong(1);
                    ids.add(rows.getLong(1));
                    acks.add(nats.jetStream().publishAsync(
                            "prc.bench.response",
                            new Headers().put("Golden-Requeues", "1"),
                            rows.getString(2).getBytes(StandardCharsets.UTF_8),
                            PublishOptions.builder().messageId(run + rows.getLong(1)).build()));
                }
            }
            if (ids.isEmpty()) {
                break;
            }
            acks.forEach(CompletableFuture::join);
            try (var statement = database.prepareStatement(
                    "update dlq.dlq_messages set resolved = true, resolved_at = now(), resolved_by = 'bench', resolution = 'requeued' where id = any (?)")) {
                statement.setArray(1, database.createArrayOf("bigint", ids.toArray()));
                statement.executeUpdate();
            }
            done += ids.size();
        }
        return done * 1e9 / (System.nanoTime() - begin);
    }

    private void publish(String subject, int messages) throws Exception {
        var acks = new ArrayList<CompletableFuture<PublishAck>>();
        for (int i = 1; i <= messages; i++) {
            var headers = new Headers()
                    .put("Golden-Original-Subject", "prc.bench.response")
                    .put("Golden-Stream", "PRC")
                    .put("Golden-Consumer", run)
                    .put("Golden-Stream-Seq", Integer.toString(i))
                    .put("Golden-Deliveries", "5")
                    .put("Golden-Error-Type", "failed")
                    .put("Golden-Error", "it did not work")
                    .put("Golden-Requeues", "0")
                    .put("Golden-Message-Id", run + i)
                    .put("Golden-Tenant", "default");
            acks.add(nats.jetStream().publishAsync(
                    subject, headers, ("{\"n\": " + i + ", \"text\": \"" + "x".repeat(300) + "\"}").getBytes(StandardCharsets.UTF_8)));
            if (acks.size() >= 2_000) {
                acks.removeFirst().join();
            }
        }
        acks.forEach(CompletableFuture::join);
    }

    private ResultSet query(String sql) throws Exception {
        var statement = database.createStatement();
        statement.closeOnCompletion();
        return statement.executeQuery(sql);
    }

    private long number(String sql) throws Exception {
        try (var rows = query(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
