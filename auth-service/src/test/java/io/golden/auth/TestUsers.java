package io.golden.auth;

import io.golden.test.Servers;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** People who exist for one test. */
public final class TestUsers {
    /** One hash for each password: a tenth of a second of bcrypt each time would be most of what many tests take. */
    private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

    private TestUsers() {}

    public static void create(String username, String password, String role) {
        Servers.postgres().execute("""
                        insert into auth.users (id, username, email, password_hash, role, tenants)
                        values (?, ?, ?, ?, ?, '{*}')""", UUID.randomUUID(), username, username + "@example.org", hash(password), role);
    }

    private static String hash(String password) {
        return HASHES.computeIfAbsent(password, text -> BcryptUtil.bcryptHash(text, 10));
    }
}
