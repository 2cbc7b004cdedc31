package io.golden.commons.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnContextTest {
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final Uni<String> shared =
            Uni.createFrom().completionStage(answer).memoize().indefinitely();

    @AfterEach
    void stop() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void eachRequestGoesOnInItsOwnContext() throws Exception {
        var requests = contexts();
        var resumed = waiting(requests);

        answer.complete("keys");

        assertThat(resumed.stream().map(CompletableFuture::join)).containsExactlyElementsOf(requests);
    }

    @Test
    void alsoWhenThereIsNoAnswer() throws Exception {
        var requests = contexts();
        var resumed = waiting(requests);

        answer.completeExceptionally(new IOException("connection refused"));

        assertThat(resumed.stream().map(CompletableFuture::join)).containsExactlyElementsOf(requests);
    }

    @Test
    void outsideOfVertxNothingChanges() {
        assertThat(OwnContext.resume(shared)).isSameAs(shared);
    }

    private List<Context> contexts() {
        var root = vertx.getOrCreateContext();
        return Stream.generate(() -> VertxContext.createNewDuplicatedContext(root))
                .limit(3)
                .toList();
    }

    /** The contexts in which those who asked in these went on; all of them wait when this returns. */
    private List<CompletableFuture<Context>> waiting(List<Context> requests) throws InterruptedException {
        var asked = new CountDownLatch(requests.size());
        var resumed = requests.stream()
                .map(own -> {
                    var seen = new CompletableFuture<Context>();
                    own.runOnContext(_ -> {
                        OwnContext.resume(shared)
                                .onItemOrFailure()
                                .invoke(() -> seen.complete(Vertx.currentContext()))
                                .subscribe()
                                .with(_ -> {}, _ -> {});
                        asked.countDown();
                    });
                    return seen.orTimeout(60, TimeUnit.SECONDS);
                })
                .toList();
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        return resumed;
    }
}
