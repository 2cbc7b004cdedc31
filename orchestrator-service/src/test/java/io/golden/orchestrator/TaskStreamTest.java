package io.golden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.wire.Revocation;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TaskStreamTest {
    @TestHTTPResource("/")
    URI base;

    @Test
    void theStreamOfWhoeverIsRevokedEndsAndAnothersGoesOn() throws Exception {
        var client = HttpClient.newHttpClient();
        try {
            // given a task that waits for an agent whom nobody is
            var task = Api.create(JsonObject.of(
                    "name", "watched", "steps", JsonArray.of(JsonObject.of("role", "nobody", "type", "work"))));
            var mine = UUID.randomUUID().toString();
            var revoked = follow(client, task, mine);
            var other = follow(client, task, UUID.randomUUID().toString());

            // when
            Servers.auth().revoke(Revocation.TOKEN, Revocation.hash(Revocation.TOKEN, mine));

            // then
            assertThat(revoked).succeedsWithin(Duration.ofSeconds(30));
            assertThat(other).isNotDone();
        } finally {
            client.shutdownNow();
        }
    }

    /** Done when the stream has ended. */
    private CompletableFuture<Void> follow(HttpClient client, String task, String tokenId) throws Exception {
        var token = Tokens.user("dana", "developer", "task.view")
                .claim("jti", tokenId)
                .sign();
        var request = HttpRequest.newBuilder(base.resolve("/api/v1/tasks/" + task + "/stream"))
                .header("Authorization", "Bearer " + token)
                .build();
        var answer = client.send(request, BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return CompletableFuture.runAsync(() -> answer.body().forEach(line -> {}), Thread::startVirtualThread);
    }
}
