package io.golden.sandbox.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.sandbox.linux.NativeLibrary.Shape;
import io.golden.sandbox.seccomp.SeccompFilter;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class NativeImageMetadataTest {
    private static final Path METADATA =
            Path.of("src/main/resources/META-INF/native-image/io.golden/sandbox-executor/reachability-metadata.json");
    private static final Map<String, MemoryLayout> TYPES = Map.of(
            "void*", ValueLayout.ADDRESS,
            "jint", ValueLayout.JAVA_INT,
            "jlong", ValueLayout.JAVA_LONG,
            "jshort", ValueLayout.JAVA_SHORT);

    @Test
    void everyShapeOfCallIsKnownToANativeImageAndNoOther() throws IOException {
        var descriptors = new Descriptors();
        new Processes(descriptors);
        new FileSystems();
        SeccompFilter.compile(descriptors);

        var linked = NativeLibrary.linked();

        assertThat(linked).containsExactlyInAnyOrderElementsOf(listed());
    }

    private static Set<Shape> listed() throws IOException {
        var shapes = new HashSet<Shape>();
        new ObjectMapper()
                .readTree(METADATA.toFile())
                .at("/foreign/downcalls")
                .forEach(call -> shapes.add(new Shape(
                        function(call),
                        call.at("/options/captureCallState").asBoolean(),
                        call.at("/options/firstVariadicArg").isMissingNode()
                                ? OptionalInt.empty()
                                : OptionalInt.of(
                                        call.at("/options/firstVariadicArg").asInt()))));
        return shapes;
    }

    private static FunctionDescriptor function(JsonNode call) {
        var arguments = StreamSupport.stream(call.get("parameterTypes").spliterator(), false)
                .map(type -> TYPES.get(type.asText()))
                .toArray(MemoryLayout[]::new);
        var result = call.get("returnType").asText();
        return result.equals("void")
                ? FunctionDescriptor.ofVoid(arguments)
                : FunctionDescriptor.of(TYPES.get(result), arguments);
    }
}
