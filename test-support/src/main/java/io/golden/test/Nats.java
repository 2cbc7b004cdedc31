package io.golden.test;

import io.nats.client.Connection;
import io.nats.client.Options;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A private NATS with JetStream and the users and permissions of {@code deploy/nats}. */
public final class Nats {
    private static final String PASSWORD = "test-password";
    private static final List<String> USERS = List.of(
            "auth-service",
            "budget-service",
            "dlq-service",
            "orchestrator-service",
            "peer-hub-service",
            "supervisor-service",
            "operators",
            "agents");

    private final ServerProcess server;
    private final Path store;

    private Nats(ServerProcess server, Path store) {
        this.server = server;
        this.store = store;
    }

    static Nats start(Workspace workspace) {
        int port = ServerProcess.freePort();
        var store = workspace.folder("nats");
        var command = List.of(
                "nats-server",
                "-c",
                Checkout.file("deploy/nats/nats.conf").toString(),
                "-a",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-sd",
                store.toString());
        var passwords = USERS.stream().collect(Collectors.toMap(Nats::passwordVariable, _ -> PASSWORD));
        var nats = new Nats(new ServerProcess(command, passwords, workspace.log("nats"), port), store);
        nats.server.start();
        return nats;
    }

    /** The process: kill, stop, start it. */
    public ServerProcess server() {
        return server;
    }

    /** Stops the server and copies what it has stored; it stays down. */
    public void saveStore() {
        server.stop();
        copy(store, saved());
    }

    /** Kills the server and puts back what {@link #saveStore} copied, as a power cut does; it stays down. */
    public void restoreStore() {
        server.kill();
        copy(saved(), store);
    }

    private Path saved() {
        return store.resolveSibling("nats-saved");
    }

    private static void copy(Path from, Path to) {
        try {
            var copying = new ProcessBuilder(
                            "sh", "-c", "rm -rf \"$2\" && cp -a \"$1\" \"$2\"", "sh", from.toString(), to.toString())
                    .start();
            if (copying.waitFor() != 0) {
                throw new IllegalStateException("cannot copy " + from);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A {@code NATS_URL} for one of the users of {@code deploy/nats/users.conf}. */
    public String url(String user) {
        return "nats://%s:%s@127.0.0.1:%d".formatted(user, PASSWORD, server.port());
    }

    /** Connects as the operators' user, who may do anything; the caller closes it. Reconnects for ever. */
    public Connection connect() {
        return connectAs("operators");
    }

    /** Connects as the given user with its inbox prefix; the caller closes it. Reconnects for ever. */
    public Connection connectAs(String user) {
        try {
            return io.nats.client.Nats.connect(Options.builder()
                    .server(url(user))
                    .inboxPrefix("_INBOX." + user)
                    .maxReconnects(-1)
                    .reconnectWait(Duration.ofMillis(100))
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Publishes as the operators with headers of any bytes, which no client would send; returns once NATS has it.
     *
     * @param lines of the block of headers, each with its end of line
     */
    public void publishRaw(String subject, byte[] lines, byte[] payload) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var connect = "CONNECT {\"user\":\"operators\",\"pass\":\"%s\",\"headers\":true,\"verbose\":false}\r\n";
            int headers = "NATS/1.0\r\n\r\n".length() + lines.length;
            var out = new ByteArrayOutputStream();
            out.writeBytes(connect.formatted(PASSWORD).getBytes(StandardCharsets.UTF_8));
            out.writeBytes("HPUB %s %d %d\r\nNATS/1.0\r\n"
                    .formatted(subject, headers, headers + payload.length)
                    .getBytes(StandardCharsets.UTF_8));
            out.writeBytes(lines);
            out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            out.writeBytes(payload);
            out.writeBytes("\r\nPING\r\n".getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(out.toByteArray());
            awaitPong(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitPong(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (var line = in.readLine(); !"PONG".equals(line); line = in.readLine()) {
            if (line == null || line.startsWith("-ERR")) {
                throw new IOException("NATS: " + line);
            }
        }
    }

    private static String passwordVariable(String user) {
        return "NATS_" + user.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_PASSWORD";
    }
}
