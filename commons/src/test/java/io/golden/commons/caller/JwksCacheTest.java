package io.golden.commons.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JwksCacheTest {
    private static final PublicKey KEY = newKey();

    private final AtomicLong nanos = new AtomicLong();
    private final Map<String, PublicKey> published = new HashMap<>();
    private boolean down;
    private int fetches;
    private final JwksCache cache = new JwksCache(this::fetch, Duration.ofMinutes(1), nanos::get);

    private static PublicKey newKey() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Uni<Map<String, PublicKey>> fetch() {
        fetches++;
        return down
                ? Uni.createFrom().failure(new IOException("connection refused"))
                : Uni.createFrom().item(Map.copyOf(published));
    }

    private Optional<PublicKey> find(String kid) {
        return cache.find(kid).await().atMost(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        cache.stop();
    }

    @Test
    void whileNoKeyWasEverLoadedItIsUnavailableAndTriesEachTime() {
        down = true;

        assertThatThrownBy(() -> find("one"))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        down = false;
        published.put("one", KEY);

        assertThat(find("one")).contains(KEY);
    }

    @Test
    void anUnknownKeyFetchesAtMostOnceInTenSeconds() {
        published.put("one", KEY);
        cache.keepFresh();
        for (int i = 0; i < 100; i++) {
            assertThat(find("invented-" + i)).isEmpty();
        }
        assertThat(fetches).isEqualTo(2);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(find("invented")).isEmpty();

        assertThat(fetches).isEqualTo(3);
    }

    @Test
    void aRotatedKeyIsFoundByTheFirstTokenThatNamesIt() {
        published.put("one", KEY);
        cache.keepFresh();
        published.put("two", KEY);

        assertThat(find("two")).contains(KEY);
    }

    @Test
    void anErrorKeepsTheOldKeysAndAWithdrawnKeyIsForgotten() {
        published.put("one", KEY);
        cache.keepFresh();
        down = true;
        assertThat(find("invented")).isEmpty();
        assertThat(cache.known("one")).contains(KEY);
        down = false;
        published.clear();
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(find("invented")).isEmpty();

        assertThat(cache.known("one")).isEmpty();
    }
}
