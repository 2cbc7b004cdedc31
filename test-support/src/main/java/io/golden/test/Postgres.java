package io.golden.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A private PostgreSQL with the database, roles and schemas of {@code deploy/postgres/bootstrap.sql}. */
public final class Postgres {
    private static final String DATABASE = "golden_arch";
    /** Every role's; the server listens on 127.0.0.1 only and lives as long as the tests. */
    private static final String PASSWORD = "test-password";

    private static final List<String> ROLES = List.of(
            "golden_owner",
            "golden_auth",
            "golden_budget",
            "golden_dlq",
            "golden_orchestrator",
            "golden_peer_hub",
            "golden_supervisor",
            "golden_oncall");

    private final ServerProcess server;

    private Postgres(ServerProcess server) {
        this.server = server;
    }

    static Postgres start(Workspace workspace) {
        var data = workspace.folder("postgres");
        var asServersUser = asServersUser(data);
        run(
                workspace.log("initdb"),
                concat(
                        asServersUser,
                        List.of(
                                tool("initdb"),
                                "--pgdata=" + data,
                                "--username=postgres",
                                "--auth=trust",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--no-sync",
                                "--no-instructions")));
        int port = ServerProcess.freePort();
        // A killed process loses nothing without fsync, only a power cut does.
        var command = concat(
                asServersUser,
                List.of(
                        tool("postgres"),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-h",
                        "127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "max_connections=200",
                        "-c",
                        "shared_buffers=32MB"));
        var postgres = new Postgres(new ServerProcess(command, Map.of(), workspace.log("postgres"), port));
        postgres.server.readyWhen(() -> postgres.executeIn("postgres", "select 1"));
        postgres.server.start();
        postgres.install();
        return postgres;
    }

    private void install() {
        executeIn("postgres", "create database " + DATABASE);
        try {
            executeIn(DATABASE, Files.readString(Checkout.file("deploy/postgres/bootstrap.sql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ROLES.forEach(role -> execute("alter role " + role + " password '" + PASSWORD + "'"));
    }

    /** The process: kill, stop, start it. */
    public ServerProcess server() {
        return server;
    }

    /** A {@code DATABASE_URL} for one of the roles of the bootstrap, such as {@code golden_budget}. */
    public String url(String role) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(role, PASSWORD, server.port(), DATABASE);
    }

    /** Runs one or more statements as the superuser; {@code ?} are the parameters of a single one. Returns the rows touched. */
    public int execute(String sql, Object... parameters) {
        return executeAs("postgres", sql, parameters);
    }

    /** Runs statements as the given role, to see what it may do. Failures are {@link IllegalStateException}s caused by the {@link SQLException}. */
    public int executeAs(String role, String sql, Object... parameters) {
        try (var connection = DriverManager.getConnection(jdbcUrl(DATABASE), role, PASSWORD);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
            return statement.getUpdateCount();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The rows of a query as the superuser, by column label, in order. Name tables with their schema. */
    public List<Map<String, Object>> query(String sql, Object... parameters) {
        try (var connection = DriverManager.getConnection(jdbcUrl(DATABASE), "postgres", PASSWORD);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var rows = new ArrayList<Map<String, Object>>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var row = new LinkedHashMap<String, Object>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The single number of a query such as {@code select count(*) …}. */
    public long number(String sql, Object... parameters) {
        return ((Number) query(sql, parameters).getFirst().values().iterator().next()).longValue();
    }

    private void executeIn(String database, String script) {
        try (var connection = DriverManager.getConnection(jdbcUrl(database), "postgres", PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** For JDBC, without a user; {@code postgres} needs no password. */
    String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database + "?connectTimeout=2&loginTimeout=5";
    }

    /** PostgreSQL refuses root: then it runs as {@code postgres}, who must own the data. */
    private static List<String> asServersUser(Path data) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        try {
            var users = data.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(data, users.lookupPrincipalByName("postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups");
    }

    /** Debian keeps the server's programs, one folder per version, off the PATH. */
    private static String tool(String name) {
        try (var versions = Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
            var newest = "";
            for (var version : versions) {
                var program = version.resolve("bin").resolve(name).toString();
                newest = Files.exists(Path.of(program)) && program.compareTo(newest) > 0 ? program : newest;
            }
            return newest.isEmpty() ? name : newest;
        } catch (IOException e) {
            return name;
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static void run(Path log, List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
