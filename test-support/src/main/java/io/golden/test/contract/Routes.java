package io.golden.test.contract;

import io.quarkus.arc.Arc;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
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
        return all().filter(route -> route.method().isAnnotationPresent(GET.class) && !route.isPublic())
                .filter(route ->
                        route.method().getGenericReturnType().getTypeName().contains("java.util.List<"))
                .map(Route::path)
                .toList();
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
