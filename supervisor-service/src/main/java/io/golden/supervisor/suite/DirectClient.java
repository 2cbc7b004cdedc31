package io.golden.supervisor.suite;

import io.golden.commons.caller.TrustedProxies;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether a request comes from a client on the gateway's own machine. The gateway knows, and says so in
 * {@code X-Golden-Client}; only a trusted proxy is believed.
 */
@ApplicationScoped
class DirectClient {
    private final TrustedProxies proxies;

    DirectClient(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    boolean is(HttpServerRequest request) {
        // The connection's own peer, whatever headers say about who it speaks for.
        var peer = request.connection().remoteAddress();
        return peer != null
                && peer.hostAddress() != null
                && proxies.trusted(peer.hostAddress())
                && "direct".equals(request.getHeader("X-Golden-Client"));
    }
}
