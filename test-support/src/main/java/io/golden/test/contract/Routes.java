package io.golden.test.contract;

import io.quarkus.arc.Arc;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of the running service. */
final class Routes {
    private static final List<Class<? extends Annotation>> ACCESS = List.of(
            PermissionsAllowed.class,
            PermissionsAllowed.List.class,
            Authenticated.class,
            PermitAll.class,
            RolesAllowed.class);

    /** One method that answers a verb. */
    record Route(Method method) {
        boolean isPublic() {
            return method.isAnnotationPresent(PermitAll.class)
                    || method.getDeclaringClass().isAnnotationPresent(PermitAll.class);
        }

        String path() {
            var below = method.getAnnotation(Path.class);
            var path = method.getDeclaringClass().getAnnotation(Path.class).value()
                    + (below == null ? "" : "/" + below.value());
            return ("/" + path).replaceAll("/+", "/").replaceAll("\\{[^}]*}", "00000000-0000-7000-8000-000000000000");
        }

        boolean declaresAccess() {
            return ACCESS.stream()
                    .anyMatch(access -> method.isAnnotationPresent(access)
                            || method.getDeclaringClass().isAnnotationPresent(access));
        }
    }

    private Routes() {}

    /** The names of all query parameters of the lists that have any. */
    static Map<String, Set<String>> listParameters() {
        return lists(Routes::parameters);
    }

    /** A path that answers GET to those who are logged in, its parameters filled with something. */
    static String anyThatWantsALogin() {
        return all().filter(route -> route.method().isAnnotationPresent(GET.class) && !route.isPublic())
                .map(Route::path)
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    /** The paths that answer GET with a list to those who are logged in. */
    static List<String> lists() {
        return List.copyOf(lists(route -> Set.of()).keySet());
    }

    private static <T> Map<String, T> lists(Function<Route, T> value) {
        return all().filter(route -> route.method().isAnnotationPresent(GET.class) && !route.isPublic())
                .filter(route ->
                        route.method().getGenericReturnType().getTypeName().contains("java.util.List<"))
                .collect(Collectors.toMap(Route::path, value));
    }

    /** What any of the routes asks for. */
    static String[] permissions() {
        return all().flatMap(route -> Stream.of(
                        route.method().getAnnotationsByType(PermissionsAllowed.class),
                        route.method().getDeclaringClass().getAnnotationsByType(PermissionsAllowed.class)))
                .flatMap(Arrays::stream)
                .flatMap(allowed -> Arrays.stream(allowed.value()))
                .distinct()
                .toArray(String[]::new);
    }

    private static Set<String> parameters(Route route) {
        return Arrays.stream(route.method().getParameters())
                .flatMap(parameter -> parameter.isAnnotationPresent(BeanParam.class)
                        ? Arrays.stream(parameter.getType().getDeclaredFields())
                        : Stream.of(parameter))
                .map(element -> element.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .collect(Collectors.toSet());
    }

    static Stream<Route> all() {
        return Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class)))
                .map(Route::new);
    }
}
