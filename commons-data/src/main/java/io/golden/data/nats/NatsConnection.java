package io.golden.data.nats;

import io.golden.commons.error.ApiException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The one connection to NATS of this process, held for ever: the service starts and serves without it. It is ready when
 * it stands and the streams are declared.
 */
@ApplicationScoped
public class NatsConnection {
    private static final Logger LOG = Logger.getLogger(NatsConnection.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int SHUTDOWN_LAST = Integer.MAX_VALUE;

    private final NatsSettings settings;
    private final StreamSetup streams;
    private final String clientName;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Semaphore wake = new Semaphore(0);
    private final List<Consumer<Connection>> actions = new ArrayList<>();
    private Connection connection;
    private boolean declared;
    private final AtomicLong sessions = new AtomicLong();
    private boolean stopped;
    private String lastFailure = "";

    NatsConnection(
            NatsSettings settings,
            StreamSetup streams,
            @ConfigProperty(name = "quarkus.application.name") String clientName) {
        this.settings = settings;
        this.streams = streams;
        this.clientName = clientName;
    }

    void start(@Observes @Priority(100) StartupEvent event) {
        var servers = NatsServers.parse(settings.url().orElseThrow());
        Thread.ofVirtual().name("nats-connection").start(() -> hold(servers));
    }

    /** After the loops, which still acknowledge what they have in hand. */
    void stop(@Observes @Priority(SHUTDOWN_LAST) ShutdownEvent event) throws InterruptedException {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            wake.release();
            if (connection != null) {
                connection.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The connection if it is ready now. */
    public Optional<Connection> ready() {
        lock.lock();
        try {
            return isReady() ? Optional.of(connection) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The connection; 503 while it is not ready. */
    public Connection require() {
        return ready().orElseThrow(() -> ApiException.unavailable("NATS is not available", RETRY_AFTER));
    }

    /** Waits for the connection to be ready, or for {@code timeout} to pass. */
    public Optional<Connection> awaitReady(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!isReady() && !stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
            return isReady() ? Optional.of(connection) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls the action with each connection that is made, the present one first: to subscribe. A connection restores its
     * subscriptions by itself when it was lost; only one whose credentials were refused is made anew.
     */
    public void onEachConnection(Consumer<Connection> action) {
        Connection present;
        lock.lock();
        try {
            actions.add(action);
            present = connection;
        } finally {
            lock.unlock();
        }
        if (present != null) {
            action.accept(present);
        }
    }

    /** Grows whenever the connection is ready again: what was told to the server before may be gone. */
    public long sessions() {
        return sessions.get();
    }

    private boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    private boolean isReady() {
        return declared && connection != null && connection.getStatus() == Connection.Status.CONNECTED;
    }

    private void hold(NatsServers servers) {
        while (true) {
            try {
                if (!step(servers)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Does what is missing, then waits for a change; false when it is time to end. */
    private boolean step(NatsServers servers) throws InterruptedException {
        try {
            connectIfClosed(servers);
            declareIfNeeded();
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            complainOnce(e);
        }
        boolean _ = wake.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
        return !isStopped();
    }

    /** Once connected, the client itself reconnects for ever; it gives up only when its credentials are refused. */
    private void connectIfClosed(NatsServers servers) throws IOException, InterruptedException {
        if (connection != null && connection.getStatus() != Connection.Status.CLOSED) {
            return;
        }
        var fresh = Nats.connect(options(servers));
        List<Consumer<Connection>> pending;
        lock.lock();
        try {
            connection = fresh;
            declared = false;
            pending = List.copyOf(actions);
            if (stopped) {
                fresh.close();
            }
        } finally {
            lock.unlock();
        }
        pending.forEach(action -> action.accept(fresh));
    }

    private void declareIfNeeded() throws IOException, JetStreamApiException {
        if (declared || connection.getStatus() != Connection.Status.CONNECTED) {
            return;
        }
        streams.declare(connection);
        lock.lock();
        try {
            declared = true;
            sessions.incrementAndGet();
            lastFailure = "";
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        LOG.infof("NATS connected to %s", connection.getConnectedUrl());
    }

    private Options options(NatsServers servers) {
        var options = Options.builder()
                .servers(servers.addresses().toArray(String[]::new))
                .inboxPrefix(servers.inboxPrefix())
                .connectionName(clientName)
                .connectionTimeout(Duration.ofSeconds(2))
                .pingInterval(Duration.ofSeconds(10))
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(250))
                .reconnectJitter(Duration.ofMillis(250))
                // Nothing is kept for later: what must not be lost waits in the outbox, and is not acknowledged.
                .reconnectBufferSize(0)
                .dataPortType(dataPort())
                .connectionListener(this::connectionChanged)
                .errorListener(new NatsErrorLog());
        if (!servers.user().isEmpty()) {
            options.userInfo(servers.user(), servers.password());
        }
        return options.build();
    }

    /** The client finds it only if both are of one class loader, as they always are but in tests and development. */
    private static String dataPort() {
        var name = ReadableHeadersPort.class.getName();
        try {
            var _ = Class.forName(name, false, Options.class.getClassLoader());
            return name;
        } catch (ClassNotFoundException e) {
            LOG.warn("Headers that cannot be read will drop the connection: quarkus.class-loading.reloadable-artifacts"
                    + " lacks io.nats:jnats");
            return Options.DEFAULT_DATA_PORT_TYPE;
        }
    }

    private void connectionChanged(Connection ignored, ConnectionListener.Events event) {
        lock.lock();
        try {
            switch (event) {
                case DISCONNECTED, CLOSED -> {
                    if (declared && !stopped) {
                        LOG.warn("NATS connection lost");
                    }
                    declared = false;
                }
                default -> {}
            }
            wake.release();
        } finally {
            lock.unlock();
        }
    }

    private void complainOnce(Exception failure) {
        var text = String.valueOf(failure.getMessage());
        if (!text.equals(lastFailure)) {
            lastFailure = text;
            LOG.warnf("NATS is not ready, going on without it: %s", text);
        }
    }
}
