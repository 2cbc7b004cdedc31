package io.golden.auth.user;

import static io.golden.auth.Http.as;
import static io.golden.auth.Http.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.auth.TestUsers;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The caller's token is an admin's whose row is taken away behind the service's back: it goes on working. */
@QuarkusTest
class LastAdminTest {
    private static final int ROUNDS = 5;
    private static final int ADMINS = 6;

    private String token = "";

    @BeforeEach
    void leaveNoAdmin() {
        Servers.redis().command("FLUSHALL");
        token = token("admin", "admin123");
        Servers.postgres().execute("update auth.users set enabled = false where role = 'admin'");
    }

    @AfterEach
    void bringTheAdminBack() {
        Servers.postgres().execute("delete from auth.users where username like 'last-%'");
        Servers.postgres().execute("update auth.users set enabled = true where username = 'admin'");
    }

    @Test
    void theLastAdminStays() {
        var id = admin("last-one");

        for (var change : List.<Map<String, Object>>of(
                Map.of("enabled", false), Map.of("role", "operator"), Map.of("tenants", List.of("acme")))) {
            as(token)
                    .body(change)
                    .patch("/api/v1/users/" + id)
                    .then()
                    .statusCode(409)
                    .body("error_code", equalTo("state.conflict"));
        }
        as(token).delete("/api/v1/users/" + id).then().statusCode(409);

        as(token)
                .body(Map.of("email", "last@example.net"))
                .patch("/api/v1/users/" + id)
                .then()
                .statusCode(200);
        assertThat(admins()).isEqualTo(1);
    }

    @Test
    void whoeverTakesAllAwayAtOnceLeavesOne() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var barrier = new CyclicBarrier(ADMINS);
            var calls = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < ADMINS; i++) {
                var id = admin("last-" + round + "-" + i);
                var how = i % 3;
                calls.add(() -> {
                    barrier.await();
                    return takeAway(id, how);
                });
            }

            var statuses = new ArrayList<Integer>();
            try (var pool = Executors.newFixedThreadPool(ADMINS)) {
                for (Future<Integer> call : pool.invokeAll(calls)) {
                    statuses.add(call.get());
                }
            }

            assertThat(admins()).isEqualTo(1);
            assertThat(statuses.stream().filter(status -> status == 409)).hasSize(1);
            assertThat(statuses.stream().filter(status -> status < 300)).hasSize(ADMINS - 1);
            Servers.postgres().execute("delete from auth.users where username like 'last-%'");
        }
    }

    private int takeAway(String id, int how) {
        var path = "/api/v1/users/" + id;
        var answer = switch (how) {
            case 0 -> as(token).delete(path);
            case 1 -> as(token).body(Map.of("enabled", false)).patch(path);
            default -> as(token).body(Map.of("role", "observer")).patch(path);
        };
        return answer.statusCode();
    }

    private static String admin(String name) {
        TestUsers.create(name, "quite another horse", "admin");
        return Servers.postgres()
                .query("select id::text as id from auth.users where username = ?", name)
                .getFirst()
                .get("id")
                .toString();
    }

    private static long admins() {
        return Servers.postgres()
                .number("select count(*) from auth.users where role = 'admin' and enabled and tenants = '{*}'");
    }
}
