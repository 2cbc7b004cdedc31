package io.golden.commons.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireReflectionTest {
    private static List<Class<?>> records() throws IOException {
        try (var files = Files.list(Path.of("target/classes/io/golden/commons/wire"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .<Class<?>>map(name -> load(name.replace(".class", "")))
                    .filter(Class::isRecord)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName("io.golden.commons.wire." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyMessageCanBeReadAndWrittenByANativeBinary() throws IOException {
        assertThat(records()).hasSizeGreaterThanOrEqualTo(5).allSatisfy(type -> {
            var registered = type.getAnnotation(RegisterForReflection.class);
            assertThat(registered).isNotNull();
            assertThat(registered.ignoreNested()).isFalse();
        });
    }
}
