package io.golden.commons.caller;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The caller of the HTTP request under way. */
@ApplicationScoped
class RequestCaller implements CurrentCaller {
    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;
    private final TrustedProxies proxies;

    RequestCaller(SecurityIdentity identity, CurrentVertxRequest request, TrustedProxies proxies) {
        this.identity = identity;
        this.request = request;
        this.proxies = proxies;
    }

    @Override
    public Caller get() {
        return of(identity).orElseThrow(() -> ApiException.of(ErrorCode.UNAUTHORIZED, "Authentication required"));
    }

    @Override
    public String address() {
        return proxies.clientAddress(request.getCurrent().request());
    }

    static Optional<Caller> of(SecurityIdentity identity) {
        return Optional.ofNullable(identity.<Caller>getAttribute(TokenMechanism.CALLER));
    }
}
