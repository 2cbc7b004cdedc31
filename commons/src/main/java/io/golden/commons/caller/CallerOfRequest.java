package io.golden.commons.caller;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who makes a request, asked outside a resource. */
public final class CallerOfRequest {
    private CallerOfRequest() {}

    /** The caller; empty for nobody and for a token that is not valid. Never fails. */
    public static Uni<Optional<Caller>> find(RoutingContext rc) {
        return QuarkusHttpUser.getSecurityIdentity(rc, null)
                .map(identity -> identity == null ? Optional.<Caller>empty() : RequestCaller.of(identity))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }
}
