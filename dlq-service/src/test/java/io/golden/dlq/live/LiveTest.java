package io.golden.dlq.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.wire.Revocation;
import io.golden.dlq.Dead;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LiveTest {
    @TestHTTPResource("/api/v1/dlq/stream")
    URI url;

    private final String tenant = "t-" + UUID.randomUUID();

    @Test
    void arrivalsAndResolutionsAreToldAndAClientGoesOnWhereItWas() throws Exception {
        // Closing waits for the streams, which do not end.
        var client = HttpClient.newHttpClient();
        try {
            // given
            var lines = listen(client, "");
            Eventually.eventually(() -> assertThat(lines).contains(": connected"));

            // when
            var id = Dead.letter("prc.1.response", bytes(), Map.of("Golden-Tenant", tenant));
            Dead.letter("prc.1.response", bytes(), Map.of("Golden-Tenant", "t-" + UUID.randomUUID()));
            Eventually.eventually(() -> assertThat(lines).contains("event: arrived"));
            Dead.resolve(id, "{\"note\": \"no\"}").then().statusCode(200);

            // then
            Eventually.eventually(() -> {
                assertThat(lines).contains("event: resolved");
                assertThat(lines.stream().filter(line -> line.startsWith("data: ")))
                        .hasSize(2)
                        .allSatisfy(line -> assertThat(line).contains("\"id\":" + id + ","));
            });
            var first = lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .findFirst()
                    .orElseThrow();
            var later = listen(client, first.substring("id: ".length()));
            Eventually.eventually(() -> assertThat(later).contains("event: resolved"));
            assertThat(later).doesNotContain("event: arrived");
        } finally {
            client.shutdownNow();
        }
    }

    @Test
    void theStreamOfWhoeverIsRevokedEnds() throws Exception {
        var client = HttpClient.newHttpClient();
        try {
            // given
            var id = UUID.randomUUID().toString();
            var token = Tokens.user("olga", "operator", "dlq.read")
                    .tenants(tenant)
                    .claim("jti", id)
                    .sign();
            var request = HttpRequest.newBuilder(url).header("Authorization", "Bearer " + token);
            var lines = client.send(request.build(), BodyHandlers.ofLines()).body();

            // when
            Servers.auth().revoke(Revocation.TOKEN, Revocation.hash(Revocation.TOKEN, id));

            // then
            assertThat(CompletableFuture.supplyAsync(lines::toList, Thread::startVirtualThread))
                    .succeedsWithin(Duration.ofSeconds(30));
        } finally {
            client.shutdownNow();
        }
    }

    private List<String> listen(HttpClient client, String from) throws IOException, InterruptedException {
        var token = Tokens.user("olga", "operator", "dlq.read").tenants(tenant).sign();
        var request = HttpRequest.newBuilder(url).header("Authorization", "Bearer " + token);
        if (!from.isEmpty()) {
            request.header("Last-Event-ID", from);
        }
        var answer = client.send(request.build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        var lines = new CopyOnWriteArrayList<String>();
        Thread.ofVirtual().start(() -> answer.body().forEach(line -> lines.add(line.replaceFirst(":(?! )", ": "))));
        return lines;
    }

    private static byte[] bytes() {
        return "x".getBytes(StandardCharsets.UTF_8);
    }
}
