package io.golden.commons.metrics;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.resteasy.reactive.server.runtime.observability.ObservabilityHandler;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * Registers the HTTP series of every route when the service starts, so that the first request is an increase and not a
 * series out of nowhere: with the status that the route answers when all is well, and with 500, which alerts look at
 * (docs/adr/0086). Other statuses appear when they are first given.
 */
@Singleton
final class KnownRoutes {
    private static final String FAULT = "500";

    private final HttpMetrics metrics;

    KnownRoutes(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    void register(@Observes StartupEvent start) {
        ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers().stream()
                .flatMap(type -> Arrays.stream(type.value.handlers))
                .flatMap(KnownRoutes::resources)
                .filter(resource -> resource.getHttpMethod() != null)
                .forEach(this::register);
    }

    private static Stream<RuntimeResource> resources(Object handler) {
        return handler instanceof ClassRoutingHandler routing
                ? routing.getMappers().values().stream()
                        .map(RequestMapper::getTemplates)
                        .flatMap(List::stream)
                        .map(path -> path.value)
                : Stream.empty();
    }

    private void register(RuntimeResource resource) {
        Arrays.stream(resource.getHandlerChain())
                .filter(ObservabilityHandler.class::isInstance)
                .map(handler -> ((ObservabilityHandler) handler).getTemplatePath())
                .findFirst()
                .ifPresent(route -> Stream.concat(statuses(resource), Stream.of(FAULT))
                        .forEach(status -> metrics.register(route, resource.getHttpMethod(), status)));
    }

    /** What the API document says too, by the same annotations; without one, 200, or 204 where nothing is returned. */
    private static Stream<String> statuses(RuntimeResource resource) {
        var method = resource.getLazyMethod().getMethod();
        var schemas = Arrays.stream(method.getAnnotationsByType(APIResponseSchema.class))
                .map(APIResponseSchema::responseCode);
        var answers =
                Arrays.stream(method.getAnnotationsByType(APIResponse.class)).map(APIResponse::responseCode);
        var declared = Stream.concat(schemas, answers)
                .filter(code -> code.startsWith("2"))
                .toList();
        if (!declared.isEmpty()) {
            return declared.stream();
        }
        var type = method.getGenericReturnType().getTypeName();
        return Stream.of(type.contains("java.lang.Void") || type.equals("void") ? "204" : "200");
    }
}
