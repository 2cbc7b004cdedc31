package io.golden.e2e;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Asks every replica of every service whether it believes a token. */
final class Everywhere {
    /** A path of each service that wants a login; with which permission does not matter here. */
    static final List<String> PATHS = List.of(
            "/api/v1/auth/me",
            "/api/v1/budget/limits?limit=1",
            "/api/v1/dlq/stats",
            "/api/v1/tasks?limit=1",
            "/api/v1/reviews?limit=1",
            "/api/v1/escalations?limit=1",
            "/api/v1/sandbox/languages");

    private Everywhere() {}

    /** The paths that answered with that status. The gateway hands out requests in turn, so each replica gets one. */
    static List<String> answering(int status, String token) {
        return where(token, answer -> answer == status);
    }

    /** The paths that did not refuse the token: neither 401, nor 429, since whom nobody knows may ask five times a minute. */
    static List<String> believing(String token) {
        return where(token, answer -> answer != 401 && answer != 429);
    }

    private static List<String> where(String token, IntPredicate answered) {
        return PATHS.stream()
                .flatMap(path -> IntStream.range(0, Suite.replicas()).mapToObj(_ -> path))
                .filter(path -> answered.test(status(path, token)))
                .toList();
    }

    static int status(String path, String token) {
        var request = Api.request("GET", path, "").header("Authorization", "Bearer " + token);
        return Api.send(request).statusCode();
    }
}
