package io.golden.auth.audit;

import io.golden.test.Servers;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the tests do to the audit log: rightly, as a service, and wrongly, with a superuser's power. */
final class Chain {
    private static final String INSERT = """
            insert into audit.audit_log (id, user_id, role, action, resource_type, resource_id, details, service)
            values (?, 'alice', 'admin', 'budget.limit.set', 'budget_limit', ?, '{"total_limit": 5}', ?)""";

    private Chain() {}

    /** Forgets all rows and seals, as only a superuser can. */
    static void reset() {
        force("delete from audit.audit_log; delete from audit.audit_seals; delete from audit.audit_drops");
    }

    /** Statements of a superuser who has switched the triggers off. */
    static void force(String sql) {
        Servers.postgres().execute("set session_replication_role = replica; " + sql);
    }

    static Connection connect(String role) throws SQLException {
        var url = URI.create(Servers.postgres().url(role));
        var password = url.getUserInfo().substring(role.length() + 1);
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d%s".formatted(url.getHost(), url.getPort(), url.getPath()), role, password);
    }

    /** So many rows of budget-service, each in a transaction of its own. */
    static List<UUID> write(int count) {
        try (var connection = connect("golden_budget")) {
            return IntStream.range(0, count)
                    .mapToObj(_ -> insert(connection, "budget-service"))
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static UUID insert(Connection connection, String service) {
        var id = UUID.randomUUID();
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, id);
            statement.setString(2, "acme/" + id);
            statement.setString(3, service);
            statement.execute();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Which seal holds the row. */
    static long sealOf(UUID row) {
        return Servers.postgres()
                .number(
                        "select seal_no from audit.audit_seals where position(uuid_send(?::uuid) in leaves) > 0",
                        row.toString());
    }
}
