package io.golden.auth;

import io.golden.test.Servers;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.util.UUID;

/** People who exist for one test. */
public final class TestUsers {
    private TestUsers() {}

    public static void create(String username, String password, String role) {
        Servers.postgres()
                .execute(
                        """
                        insert into auth.users (id, username, email, password_hash, role, tenants)
                        values (?, ?, ?, ?, ?, '{*}')""",
                        UUID.randomUUID(),
                        username,
                        username + "@example.org",
                        BcryptUtil.bcryptHash(password, 10),
                        role);
    }
}
