package io.golden.auth.key;

import io.golden.auth.key.KeyRotation.Rotation;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** A new signing key. */
@Path("/api/v1/auth/keys/rotate")
final class KeyRotationResource {
    private final KeyRotation keys;
    private final CurrentCaller caller;

    KeyRotationResource(KeyRotation keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @PermissionsAllowed(Permission.SYSTEM_ADMIN)
    public Uni<Rotation> rotate() {
        return keys.rotate(caller.get());
    }
}
