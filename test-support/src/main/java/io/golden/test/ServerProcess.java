package io.golden.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real server on a free port of 127.0.0.1 that dies with this JVM, even when the JVM is killed: a shell waits at the
 * other end of a pipe and stops the server when the pipe closes.
 */
public final class ServerProcess {
    private static final String KEEPER = "\"$@\" </dev/null & p=$!; read x; kill -QUIT $p; kill -TERM $p; wait $p";
    private static final Duration START = Duration.ofSeconds(120);

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final int port;
    private Process keeper;
    private Runnable ready = () -> {};

    /**
     * A program that is not started yet.
     *
     * @param environment added to this JVM's
     * @param log what it prints is appended there
     * @param port of 127.0.0.1, on which the command makes it listen
     */
    public ServerProcess(List<String> command, Map<String, String> environment, Path log, int port) {
        this.command = command;
        this.environment = environment;
        this.log = log;
        this.port = port;
    }

    /** What must succeed, beside a connection, before {@link #start} returns: PostgreSQL listens before it recovers. */
    void readyWhen(Runnable question) {
        ready = question;
    }

    /** The port it listens on; the same after a restart. */
    public int port() {
        return port;
    }

    /** What it has printed. */
    public Path log() {
        return log;
    }

    /** SIGKILL, now, to the server and its children; returns when they are gone. */
    public void kill() {
        // Who stands still starts no child that would not be in the list.
        keeper.children().forEach(ServerProcess::freeze);
        keeper.descendants().toList().forEach(ProcessHandle::destroyForcibly);
        stop();
    }

    private static void freeze(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An orderly stop; returns when it is gone. */
    public void stop() {
        try {
            keeper.getOutputStream().close();
            if (!keeper.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(command.getFirst() + " does not stop");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again on the same port with the same data; returns when it accepts connections. */
    public void start() {
        var line = new ArrayList<>(List.of("sh", "-c", KEEPER, "sh"));
        line.addAll(command);
        var builder = new ProcessBuilder(line).directory(new File("/"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            keeper = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.eventually(START, () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 500);
            }
            ready.run();
        });
    }

    /** {@link #kill} and {@link #start}. */
    public void restart() {
        kill();
        start();
    }

    /** A port of 127.0.0.1 that nobody listens on. */
    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
