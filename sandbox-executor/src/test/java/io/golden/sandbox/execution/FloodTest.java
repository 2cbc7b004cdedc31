package io.golden.sandbox.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More callers at once than boxes and places in the queue (50 in tests). */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.GLOBAL)
class FloodTest {
    private static final int CALLERS = 200;
    private static final int QUEUE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource("/api/v1/sandbox/execute")
    URI execute;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @Test
    void twoHundredAtOnceAreAnsweredRightlyOrToldToComeBack() throws Exception {
        Eventually.eventually(PATIENCE, () -> assertThat(status(ready)).isEqualTo(200));
        var mounts = mounts();

        var answers = ask();

        for (var caller = 0; caller < CALLERS; caller++) {
            var answer = answers.get(caller).get(240, TimeUnit.SECONDS);
            if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                        .isBetween(1L, 60L);
            } else {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("\"stdout\":\"%d\\n\"".formatted(caller * 3));
            }
        }
        var answered = answers.stream()
                .filter(answer -> answer.resultNow().statusCode() == 200)
                .count();
        assertThat(answered).isGreaterThanOrEqualTo(QUEUE).isLessThan(CALLERS);
        Eventually.eventually(PATIENCE, () -> {
            assertThat(ProcessHandle.current().descendants().count()).isZero();
            assertThat(mounts()).isEqualTo(mounts);
            assertThat(status(ready)).isEqualTo(200);
        });
    }

    private List<CompletableFuture<HttpResponse<String>>> ask() {
        var token = Tokens.agent("developer-1", "developer").sign();
        return IntStream.range(0, CALLERS)
                .mapToObj(caller -> HttpRequest.newBuilder(execute)
                        .timeout(Duration.ofSeconds(200))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"code\": \"import time; time.sleep(0.1); print(%d * 3)\"}".formatted(caller)))
                        .build())
                .map(request -> http.sendAsync(request, BodyHandlers.ofString()))
                .toList();
    }

    private int status(URI uri) {
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long mounts() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.count();
        }
    }
}
