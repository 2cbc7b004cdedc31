package io.golden.sandbox.execution;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A machine that could make boxes when the service started, and no longer can. */
@QuarkusTest
@TestProfile(LostIsolationTest.OwnBubblewrap.class)
@WithTestResource(value = Servers.class, scope = TestResourceScope.GLOBAL)
class LostIsolationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @ConfigProperty(name = "sandbox.bubblewrap")
    Path bubblewrap;

    @Test
    void whoeverAsksIsToldToComeBackAndTheServiceIsNotReady() throws IOException {
        Eventually.eventually(PATIENCE, () -> given().get(ready).then().statusCode(200));
        Files.setPosixFilePermissions(bubblewrap, PosixFilePermissions.fromString("rw-r--r--"));

        var answer = given().auth()
                .oauth2(Tokens.agent("developer-1", "developer").sign())
                .contentType(ContentType.JSON)
                .body(Map.of("code", "1"))
                .post("/api/v1/sandbox/execute");

        answer.then().statusCode(503).body("error_code", equalTo("service.unavailable"));
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        Eventually.eventually(
                PATIENCE,
                () -> given().get(ready)
                        .then()
                        .statusCode(503)
                        .body("checks.data.missing_1", hasItem(startsWith("namespaces: make a box"))));
    }

    /** Bubblewrap by a program that the test can take away. */
    public static final class OwnBubblewrap implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                var folder = Files.createTempDirectory("own-bubblewrap");
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                var program = Files.writeString(folder.resolve("bwrap"), "#!/bin/sh\nexec /usr/bin/bwrap \"$@\"\n");
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
                return Map.of("sandbox.bubblewrap", program.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
