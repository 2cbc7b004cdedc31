package io.golden.commons.caller;

import io.golden.commons.configuration.ServiceSettings;
import io.golden.commons.error.ApiException;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * auth-service's published keys. They are fetched in the background; while auth-service is down the old ones go on. An
 * unknown key id fetches them once more, at most once in 10 s, however many tokens name it.
 */
@Singleton
@DefaultBean
class JwksCache implements PublicKeys {
    private static final Logger LOG = Logger.getLogger(JwksCache.class);
    private static final Duration UNKNOWN_KEY_PAUSE = Duration.ofSeconds(10);
    private static final Duration FAILED_PAUSE = Duration.ofSeconds(5);
    private static final Duration UNLOADED_PAUSE = Duration.ofMillis(500);

    private final Supplier<Uni<Map<String, PublicKey>>> source;
    private final Duration refresh;
    private final LongSupplier nanos;
    private final AtomicReference<Uni<Map<String, PublicKey>>> underWay = new AtomicReference<>();
    private volatile Optional<Map<String, PublicKey>> keys = Optional.empty();
    private volatile long lastForUnknown;
    private volatile boolean stopped;

    @Inject
    JwksCache(KeySource source, ServiceSettings settings) {
        this(source::fetch, settings.jwksRefresh(), System::nanoTime);
    }

    JwksCache(Supplier<Uni<Map<String, PublicKey>>> source, Duration refresh, LongSupplier nanos) {
        this.source = source;
        this.refresh = refresh;
        this.nanos = nanos;
        this.lastForUnknown = nanos.getAsLong() - UNKNOWN_KEY_PAUSE.toNanos();
    }

    @Override
    public Uni<Optional<PublicKey>> find(String kid) {
        return Uni.createFrom().deferred(() -> {
            var known = known(kid);
            if (known.isPresent()) {
                return Uni.createFrom().item(known);
            }
            var fetched = mayAskForUnknown()
                    ? fetch().onFailure().recoverWithNull()
                    : Uni.createFrom().voidItem();
            return fetched.map(ignored -> {
                if (keys.isEmpty()) {
                    throw ApiException.unavailable("Tokens cannot be verified yet", Duration.ofSeconds(1));
                }
                return known(kid);
            });
        });
    }

    @Override
    public Optional<PublicKey> known(String kid) {
        return keys.map(byId -> byId.get(kid));
    }

    private boolean mayAskForUnknown() {
        long now = nanos.getAsLong();
        synchronized (this) {
            boolean due = now - lastForUnknown >= UNKNOWN_KEY_PAUSE.toNanos();
            if (due) {
                lastForUnknown = now;
            }
            return due || keys.isEmpty() || underWay.get() != null;
        }
    }

    /** Fetches the keys; whoever asks while that is under way shares it. */
    private Uni<Map<String, PublicKey>> fetch() {
        var mine = Uni.createFrom()
                .deferred(source::get)
                .onItem()
                .invoke(fetched -> keys = Optional.of(fetched))
                .onTermination()
                .invoke(() -> underWay.set(null))
                .memoize()
                .indefinitely();
        return underWay.updateAndGet(other -> other == null ? mine : other);
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    /** Fetches now, and again whenever the keys have become old. */
    void keepFresh() {
        fetch().subscribe().with(fetched -> again(refresh), failure -> {
            if (keys.isPresent()) {
                LOG.warnf("Public keys not refreshed, the old ones go on: %s", failure.getMessage());
            } else {
                LOG.debugf("Public keys not loaded yet: %s", failure.getMessage());
            }
            again(keys.isEmpty() ? UNLOADED_PAUSE : shorter(refresh, FAILED_PAUSE));
        });
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void again(Duration pause) {
        if (!stopped) {
            Uni.createFrom().voidItem().onItem().delayIt().by(pause).subscribe().with(ignored -> {
                if (!stopped) {
                    keepFresh();
                }
            });
        }
    }
}
