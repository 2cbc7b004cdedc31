package io.golden.commons.client;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;

/** Another service, as far as the client under test can tell. */
@Path("/api/v1/echo")
public class EchoResource {
    @GET
    @PermitAll
    public Map<String, String> echo(@Context HttpHeaders headers) {
        return Map.of(
                "authorization",
                String.valueOf(headers.getHeaderString("Authorization")),
                "request_id",
                headers.getHeaderString("X-Request-ID"),
                "traceparent",
                headers.getHeaderString("traceparent"),
                "a_field_of_the_next_version",
                "1");
    }
}
