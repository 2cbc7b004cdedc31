package io.golden.agent;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A NATS server with the suite's own users and permissions, which the test starts and kills. */
final class PrivateNats implements AutoCloseable {
    private static final String PASSWORD = "test-password";

    private final Path folder;
    private final int port;
    private Process process;

    PrivateNats(Path folder) throws IOException {
        this.folder = folder;
        try (var socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
    }

    String url(String user) {
        return "nats://" + user + ":" + PASSWORD + "@127.0.0.1:" + port;
    }

    void start() throws IOException, InterruptedException {
        var config = Path.of(System.getProperty("golden.root"), "deploy/nats/nats.conf");
        var builder = new ProcessBuilder(List.of(
                "nats-server", "-c", config.toString(), "-a", "127.0.0.1", "-p", "" + port, "-sd", "" + folder));
        for (var user : List.of(
                "AUTH_SERVICE",
                "BUDGET_SERVICE",
                "DLQ_SERVICE",
                "ORCHESTRATOR_SERVICE",
                "PEER_HUB_SERVICE",
                "SUPERVISOR_SERVICE",
                "OPERATORS",
                "AGENTS")) {
            builder.environment().put("NATS_" + user + "_PASSWORD", PASSWORD);
        }
        process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("nats.log").toFile())
                .start();
        Soon.until(this::listens);
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** As the operators' user; waits until the server answers. */
    Connection connect() throws IOException, InterruptedException {
        return Nats.connect(Options.builder()
                .server(url("operators"))
                .inboxPrefix("_INBOX.operators.")
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(50))
                .connectionTimeout(Duration.ofSeconds(5))
                .build());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
