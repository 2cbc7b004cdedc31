package io.golden.commons.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.contract.ServiceContractTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promises of every service, checked on the small service of these tests. */
@QuarkusTest
class CommonsContractTest extends ServiceContractTest {
    @Override
    protected List<String> metrics() {
        return List.of();
    }

    /** The test application has one such route, to see that it is found, and that it is closed. */
    @Override
    @Test
    protected void everyRouteDeclaresAPermissionOrThatItIsPublic() {
        assertThat(routesWithoutAccess()).singleElement().asString().contains("undeclared");
    }

    @Override
    protected Path apiFile() {
        return Path.of("src/test/resources/api/commons-test.yaml");
    }
}
