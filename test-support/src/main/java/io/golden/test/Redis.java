package io.golden.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A private Redis without persistence: a restart forgets everything. */
public final class Redis {
    private final ServerProcess server;

    private Redis(ServerProcess server) {
        this.server = server;
    }

    static Redis start(Workspace workspace) {
        int port = ServerProcess.freePort();
        var command = List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                workspace.folder("redis").toString());
        var redis = new Redis(new ServerProcess(command, Map.of(), workspace.log("redis"), port));
        redis.server.start();
        return redis;
    }

    /** The process: kill, stop, start it. */
    public ServerProcess server() {
        return server;
    }

    /** A {@code REDIS_URL}. */
    public String url() {
        return "redis://127.0.0.1:" + server.port();
    }

    /** Runs an inline command such as {@code FLUSHALL}; returns the first line of the reply. */
    public String command(String line) {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
