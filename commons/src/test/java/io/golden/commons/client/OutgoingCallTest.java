package io.golden.commons.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.caller.TokenVerifier;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.error.ApiException;
import io.golden.test.Servers;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutgoingCallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    record Echo(String authorization, String requestId, String traceparent) {}

    @Path("/api/v1/echo")
    @RegisterProvider(OutgoingCall.class)
    @RegisterProvider(LenientJson.class)
    interface EchoClient {
        @GET
        Uni<Echo> echo();
    }

    @TestHTTPResource("/")
    URI service;

    @Inject
    TokenVerifier verifier;

    @Inject
    ServiceTokens tokens;

    private EchoClient client() {
        return QuarkusRestClientBuilder.newBuilder().baseUri(service).build(EchoClient.class);
    }

    @Test
    void aCallCarriesTheServicesTokenAndTheRequestsCorrelation() {
        var echo = Correlation.of("out-1", TRACE)
                .during(() -> client().echo().await().atMost(PATIENCE));

        assertThat(echo.requestId()).isEqualTo("out-1");
        assertThat(echo.traceparent()).isEqualTo(TRACE);
        var caller = verifier.verify(echo.authorization().substring("Bearer ".length()));
        assertThat(caller).get().satisfies(known -> {
            assertThat(known.subject()).isEqualTo("commons-service");
            assertThat(known.role()).isEqualTo("service");
        });
    }

    @Test
    void theTokenIsKeptWhileItIsGoodEvenWithAuthDown() {
        var first = tokens.current().await().atMost(PATIENCE);
        Servers.auth().stop();
        try {
            assertThat(tokens.current().await().atMost(PATIENCE)).isEqualTo(first);
            tokens.forget();
            assertThatThrownBy(() -> tokens.current().await().atMost(PATIENCE)).isInstanceOf(ApiException.class);
        } finally {
            Servers.auth().resume();
        }
        assertThat(tokens.current().await().atMost(PATIENCE)).isNotBlank();
    }
}
