package io.golden.data.audit;

import io.golden.commons.caller.CurrentCaller;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Where the HTTP request under way came from. */
@ApplicationScoped
class ClientAddress {
    private final CurrentVertxRequest request;
    private final CurrentCaller caller;

    ClientAddress(CurrentVertxRequest request, CurrentCaller caller) {
        this.request = request;
        this.caller = caller;
    }

    /** Empty for what no request asked for. */
    Optional<String> find() {
        if (!Arc.container().requestContext().isActive() || request.getCurrent() == null) {
            return Optional.empty();
        }
        return Optional.of(caller.address());
    }
}
