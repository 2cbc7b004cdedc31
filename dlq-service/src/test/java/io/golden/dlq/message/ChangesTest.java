package io.golden.dlq.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.dlq.letter.Payload;
import org.junit.jupiter.api.Test;

class ChangesTest {
    @Test
    void namesWhatWasChangedAddedAndRemoved() {
        // given
        var original = Payload.ofText("{\"a\":1,\"b\":{\"c/d\":2,\"e\":3},\"f\":[1,2]}");

        // when
        var changes = Changes.between(original, "{\"a\":1,\"b\":{\"c/d\":4},\"f\":[1,3],\"g\":null}");

        // then
        assertThat(changes).containsExactlyInAnyOrder("/b/c~1d", "/b/e", "/f", "/g");
    }

    @Test
    void whatIsNoJsonIsChangedAsAWhole() {
        assertThat(Changes.between(Payload.ofText("not json"), "{}")).containsExactly("");
        assertThat(Changes.between(Payload.ofText("not json"), "not json")).isEmpty();
        assertThat(Changes.between(Payload.ofText("{\"a\":1}"), "{ \"a\" : 1 }"))
                .isEmpty();
    }

    @Test
    void neverShowsAValue() {
        // given
        var original = Payload.ofText("{\"password\":\"hunter2\"}");

        // when
        var changes = Changes.between(original, "{\"password\":\"hunter3\"}");

        // then
        assertThat(changes.toString()).doesNotContain("hunter");
    }
}
