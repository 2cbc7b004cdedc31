package io.golden.supervisor.suite;

import io.golden.commons.error.ApiException;
import io.golden.commons.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Swagger UI for all services. Everything it loads comes from here: its policy allows nothing else. */
@Path("/docs")
class DocsResource {
    /** Swagger UI writes styles into its page; scripts come from files only. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <title>Golden API</title>
              <link rel="stylesheet" href="/docs/swagger-ui.css">
            </head>
            <body>
              <div id="swagger-ui"></div>
              <script src="/docs/swagger-ui-bundle.js"></script>
              <script src="/docs/swagger-ui-standalone-preset.js"></script>
              <script src="/docs/start.js"></script>
            </body>
            </html>
            """;

    private static final Map<String, String> FILES = Map.of(
            "swagger-ui.css", "text/css",
            "swagger-ui-bundle.js", "text/javascript",
            "swagger-ui-standalone-preset.js", "text/javascript");

    private final Members members;

    DocsResource(Members members) {
        this.members = members;
    }

    @GET
    @PermitAll
    @RateLimited(perMinute = 0)
    public Response page(@Context RoutingContext exchange) {
        return answer(exchange, PAGE, "text/html; charset=utf-8");
    }

    @GET
    @Path("start.js")
    @PermitAll
    @RateLimited(perMinute = 0)
    public Response start(@Context RoutingContext exchange) {
        var urls = members.all().stream()
                .map(member -> "{name: '" + member.name() + "', url: '/docs/api/" + member.name() + "'}")
                .collect(Collectors.joining(", ", "[", "]"));
        return answer(exchange, """
                window.ui = SwaggerUIBundle({
                  urls: %s,
                  dom_id: '#swagger-ui',
                  deepLinking: true,
                  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
                  layout: 'StandaloneLayout',
                  validatorUrl: null
                });
                """.formatted(urls), "text/javascript; charset=utf-8");
    }

    @GET
    @Path("api/{service}")
    @PermitAll
    @RateLimited(perMinute = 0)
    public Uni<Response> api(@Context RoutingContext exchange, String service) {
        var member = members.all().stream()
                .filter(m -> m.name().equals(service))
                .findFirst()
                .orElseThrow(() -> ApiException.notFound("Service " + service));
        return members.get(member.replicas().getFirst(), "/openapi?format=JSON", "application/json")
                .onFailure()
                .transform(_ -> ApiException.unavailable(service + " does not answer", Duration.ofSeconds(2)))
                .map(document -> answer(exchange, document.body(), "application/json"));
    }

    @GET
    @Path("{file}")
    @PermitAll
    @RateLimited(perMinute = 0)
    public Response file(@Context RoutingContext exchange, String file) {
        if (!FILES.containsKey(file)) {
            throw ApiException.notFound("File " + file);
        }
        try (var in = DocsResource.class.getResourceAsStream("/META-INF/resources/openapi-ui/" + file)) {
            return answer(exchange, in == null ? new byte[0] : in.readAllBytes(), FILES.get(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response answer(RoutingContext exchange, Object body, String type) {
        // In the place of every answer's policy: a browser that gets two obeys both.
        exchange.response().headers().set("Content-Security-Policy", POLICY);
        return Response.ok(body, type).build();
    }
}
