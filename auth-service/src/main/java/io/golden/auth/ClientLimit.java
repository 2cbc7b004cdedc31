package io.golden.auth;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.ratelimit.RequestLimits;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Limits by address and client: many clients may share an address, and one client must not use up what is the others'. */
@Singleton
public final class ClientLimit {
    private final RequestLimits limits;
    private final CurrentVertxRequest request;
    private final CurrentCaller caller;

    ClientLimit(RequestLimits limits, CurrentVertxRequest request, CurrentCaller caller) {
        this.limits = limits;
        this.request = request;
        this.caller = caller;
    }

    /** Fails with 429 when this client has come too often from this address. The client's name may be of any length. */
    public Uni<Void> hold(String client, int perMinute) {
        var name = UUID.nameUUIDFromBytes(client.getBytes(StandardCharsets.UTF_8));
        return limits.hold(request.getCurrent(), "client:" + caller.address() + ":" + name, perMinute);
    }
}
