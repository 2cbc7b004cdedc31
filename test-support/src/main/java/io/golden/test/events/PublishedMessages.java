package io.golden.test.events;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each test class of a service, every row that its outbox got meanwhile must be of a type that has a schema in
 * {@code docs/events/}, and be valid by it. JUnit finds this by META-INF/services; a service does nothing for it but
 * publish.
 */
public final class PublishedMessages implements AfterAllCallback {
    /**
     * Where {@link io.golden.test.Servers} tells of the database, as {@code jdbc:… schema}: a property of the JVM, since
     * extensions and tests have class loaders of their own. A module whose tests publish what no service does leaves it
     * out.
     */
    public static final String PLACE = "golden.test.outbox";

    private static final int MOST = 5000;

    /** Rows get their time before they commit. */
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private Instant since = Instant.EPOCH.plus(OVERLAP);
    private Optional<EventSchemas> schemas = Optional.empty();

    private record Row(String headers, String payload, Instant createdAt) {}

    @Override
    public void afterAll(ExtensionContext context) {
        var place = System.getProperty(PLACE, "");
        if (place.isEmpty()) {
            return;
        }
        var wrong = check(rows(place.split(" ")));
        if (!wrong.isEmpty()) {
            throw new AssertionError("Published, but not as docs/events/ says (docs/events.md tells how to add one):\n"
                    + String.join("\n", wrong));
        }
    }

    private Set<String> check(List<Row> rows) {
        var known = schemas.orElseGet(EventSchemas::load);
        schemas = Optional.of(known);
        var wrong = new LinkedHashSet<String>();
        for (var row : rows) {
            var headers = known.parse(row.headers());
            wrong.addAll(known.problems(
                    headers.path("Golden-Event-Type").asText(),
                    headers.path("Golden-Schema").asInt(),
                    row.payload()));
            since = row.createdAt().isAfter(since) ? row.createdAt() : since;
        }
        return wrong;
    }

    /** A server that a test has killed is nobody's business here; the next class finds what it kept. */
    private List<Row> rows(String[] place) {
        var sql = "select headers::text, payload, created_at from " + place[1]
                + ".outbox where created_at > ? order by created_at limit " + MOST;
        try (var connection = DriverManager.getConnection(place[0], "postgres", "");
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(since.minus(OVERLAP)));
            var rows = new ArrayList<Row>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(new Row(
                            result.getString(1),
                            result.getString(2),
                            result.getTimestamp(3).toInstant()));
                }
            }
            return rows;
        } catch (SQLException e) {
            return List.of();
        }
    }
}
