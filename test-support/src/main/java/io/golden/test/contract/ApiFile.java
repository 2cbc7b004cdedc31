package io.golden.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The stored API document of a service, which is reviewed in diffs. */
final class ApiFile {
    private ApiFile() {}

    static void compare(Path file, String generated) {
        try {
            if (Boolean.getBoolean("golden.openapi.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, generated);
            }
            assertThat(file).as("written by -Dgolden.openapi.write=true").exists();
            assertThat(Files.readString(file))
                    .as("%s differs from the code: look at the change, then -Dgolden.openapi.write=true", file)
                    .isEqualTo(generated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
