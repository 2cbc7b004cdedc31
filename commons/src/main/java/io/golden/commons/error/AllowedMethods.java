package io.golden.commons.error;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

/** The methods that a path answers, which a 405 must tell and the framework's does not. */
final class AllowedMethods {
    private AllowedMethods() {}

    static SortedSet<String> of(String path) {
        var classes = new RequestMapper<>(
                ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers());
        var matched = classes.map(path);
        if (matched == null) {
            return new TreeSet<>();
        }
        var within = matched.remaining.isEmpty() ? "/" : matched.remaining;
        var methods = Arrays.stream(matched.value.handlers)
                .filter(ClassRoutingHandler.class::isInstance)
                .flatMap(routing -> ((ClassRoutingHandler) routing).getMappers().entrySet().stream())
                .filter(method -> method.getValue().map(within) != null)
                .map(Map.Entry::getKey)
                .filter(Objects::nonNull)
                .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method));
        return methods.collect(Collectors.toCollection(TreeSet::new));
    }
}
