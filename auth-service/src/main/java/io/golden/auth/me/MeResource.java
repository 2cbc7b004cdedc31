package io.golden.auth.me;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.golden.commons.caller.Caller;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who I am and what I may do. */
@Path("/api/v1/auth/me")
final class MeResource {
    private final Profiles profiles;
    private final CurrentCaller current;

    MeResource(Profiles profiles, CurrentCaller current) {
        this.profiles = profiles;
        this.current = current;
    }

    @GET
    @Authenticated
    public Uni<Me> me() {
        var caller = current.get();
        return profiles.of(caller)
                .map(found -> found.map(profile -> me(profile, caller))
                        .orElseThrow(
                                () -> ApiException.of(ErrorCode.UNAUTHORIZED, "The account of this token is gone")));
    }

    private static Me me(Profile profile, Caller caller) {
        return new Me(
                profile.id(),
                caller.subject(),
                profile.email(),
                caller.role(),
                sorted(caller.permissions()),
                switch (caller.tenants()) {
                    case Tenants.All() -> List.of("*");
                    case Tenants.Only(var names) -> sorted(names);
                },
                sorted(caller.agentRoles()));
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }

    /** A person has an email address, an agent its roles. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Me(
            UUID id,
            String username,
            Optional<String> email,
            String role,
            List<String> permissions,
            List<String> tenants,
            List<String> agentRoles) {}
}
