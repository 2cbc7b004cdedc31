package io.golden.data.app;

import io.golden.data.consumer.Incoming;
import io.golden.data.consumer.PoisonMessageException;
import io.golden.test.Servers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Leaves rows, as consumers do, and counts the calls. */
@ApplicationScoped
public class Deeds {
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    Uni<Void> doIt(SqlConnection tx, Incoming<Deed> message) {
        var deed = message.payload();
        int call = calls.computeIfAbsent(deed.name(), _ -> new AtomicInteger()).incrementAndGet();
        var inserted = tx.preparedQuery("insert into deed (name, by) values ($1, $2)")
                .execute(Tuple.of(
                        deed.name(),
                        message.sender().map(caller -> caller.subject()).orElse(null)))
                .replaceWithVoid();
        return switch (deed.manner()) {
            case WELL -> inserted;
            case FAIL -> inserted.chain(() -> Uni.createFrom().failure(new IllegalStateException("it failed")));
            case FAIL_ONCE ->
                call > 1
                        ? inserted
                        : inserted.chain(() -> Uni.createFrom().failure(new IllegalStateException("it failed once")));
            case POISON -> throw new PoisonMessageException("never like this");
            case SLOWLY -> inserted.onItem().delayIt().by(SLOW);
        };
    }

    public int calls(String name) {
        return calls.getOrDefault(name, new AtomicInteger()).get();
    }

    public static long rows(String name) {
        return Servers.postgres().number("select count(*) from orchestrator.deed where name = ?", name);
    }

    public static List<Map<String, Object>> like(String pattern) {
        return Servers.postgres()
                .query(
                        "select name, by, count(*) as times from orchestrator.deed where name like ? group by name, by order by name",
                        pattern);
    }
}
