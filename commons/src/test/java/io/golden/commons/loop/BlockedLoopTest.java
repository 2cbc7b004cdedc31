package io.golden.commons.loop;

import static io.golden.test.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.loop.BlockedLoops;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Without taking what is found, each of these would fail: that the watch is awake in this module is what they show. */
@QuarkusTest
class BlockedLoopTest {
    @Test
    void aResourceThatSleepsOnTheLoopIsFound() {
        given().get("/api/v1/provoke/asleep").then().statusCode(200);

        eventually(() -> assertThat(BlockedLoops.take())
                .singleElement()
                .asString()
                .contains("vert.x-eventloop-thread", "Thread.sleep", "ProvokingResource.asleep"));
    }

    @Test
    void aResourceThatDoesNotIsNot() {
        given().get("/api/v1/provoke/bug").then().statusCode(500);

        assertThat(BlockedLoops.take()).isEmpty();
    }
}
