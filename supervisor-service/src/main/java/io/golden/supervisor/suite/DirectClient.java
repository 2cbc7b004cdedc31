package io.golden.supervisor.suite;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether a request comes from a client on the gateway's own machine. The gateway knows, and says so in
 * {@code X-Golden-Client}; only a trusted proxy is believed.
 */
@ApplicationScoped
class DirectClient {
    private final List<String> trusted;

    DirectClient(@ConfigProperty(name = "trusted.proxies") Optional<List<String>> trusted) {
        this.trusted = trusted.orElse(List.of());
    }

    boolean is(HttpServerRequest request) {
        // The connection's own peer, whatever headers say about who it speaks for.
        var peer = request.connection().remoteAddress();
        return peer != null
                && trusted.contains(peer.hostAddress())
                && "direct".equals(request.getHeader("X-Golden-Client"));
    }
}
