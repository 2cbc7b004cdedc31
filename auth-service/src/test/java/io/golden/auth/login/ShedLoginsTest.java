package io.golden.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShedLoginsTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoeverWasShedIsHeldForAMoment() {
        var moment = Duration.ofMillis(300);
        var began = System.nanoTime();

        new ShedLogins(vertx, moment).hold().await().atMost(Duration.ofMinutes(1));

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(moment.toNanos());
    }

    @Test
    void onlySoManyAreHeldAtATime() {
        var shed = new ShedLogins(vertx, Duration.ofHours(1));
        var held = IntStream.range(0, ShedLogins.MOST_AT_A_TIME)
                .mapToObj(_ -> shed.hold().subscribeAsCompletionStage())
                .toList();

        var oneMore = shed.hold().subscribeAsCompletionStage();

        assertThat(oneMore).isDone();
        assertThat(held).noneMatch(CompletableFuture::isDone);
    }
}
