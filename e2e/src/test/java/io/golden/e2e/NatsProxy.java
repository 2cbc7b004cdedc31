package io.golden.e2e;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Stands between one service and NATS, and holds back the frame that a test waits for, with all that is behind it: the
 * service is then exactly between two steps, for as long as it takes to kill it.
 */
final class NatsProxy implements AutoCloseable {
    private static final Set<String> WITH_BODY = Set.of("PUB", "HPUB", "MSG", "HMSG");

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int natsPort;
    private final Predicate<Frame> holds;

    /**
     * A line of the protocol.
     *
     * @param head its words
     * @param body headers and payload, as far as they are text
     */
    record Frame(boolean fromService, String head, String body) {
        boolean isAnswer(String stream, String word) {
            return fromService && head.startsWith("PUB $JS.ACK." + stream + ".") && body.startsWith(word);
        }

        /** Where a publication of the subject wants its acknowledgement; empty for anything else. */
        String replyOf(String subject) {
            var words = head.split(" ", -1);
            return fromService && words.length == 5 && words[0].equals("HPUB") && words[1].equals(subject)
                    ? words[2]
                    : "";
        }
    }

    NatsProxy(int natsPort, Predicate<Frame> holds) throws IOException {
        this.natsPort = natsPort;
        this.holds = holds;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Waits until the frame was there; it will never arrive. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the service never came to the point at which it is to be killed");
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var service = listening.accept();
                var nats = new Socket(InetAddress.getLoopbackAddress(), natsPort);
                open.add(service);
                open.add(nats);
                Thread.ofPlatform().daemon().start(() -> forward(service, nats, true));
                Thread.ofPlatform().daemon().start(() -> forward(nats, service, false));
            } catch (IOException e) {
                // Closed, or NATS is away: the service tries again.
            }
        }
    }

    private void forward(Socket from, Socket to, boolean fromService) {
        try (from;
                to;
                var in = new BufferedInputStream(from.getInputStream());
                var out = new BufferedOutputStream(to.getOutputStream())) {
            while (true) {
                var head = line(in);
                var body = body(in, head);
                if (holds.test(new Frame(fromService, head, new String(body, StandardCharsets.UTF_8)))) {
                    held.countDown();
                    closed.await();
                    return;
                }
                out.write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.write(body);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One of them is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static byte[] body(InputStream in, String head) throws IOException {
        var words = head.split(" ", -1);
        return WITH_BODY.contains(words[0])
                ? in.readNBytes(Integer.parseInt(words[words.length - 1]) + 2)
                : new byte[0];
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
