package io.golden.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundThreadsTest {
    private static final int FIELD_AFTER_NAME = 16;

    @Test
    void theKernelRunsThemAfterAllOthers() throws Exception {
        var own = nice();
        var seen = new CompletableFuture<Integer>();

        new BackgroundThreads("test-").newThread(() -> seen.complete(nice())).start();

        assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(Math.max(own, BackgroundThreads.NICE));
        assertThat(nice()).isEqualTo(own);
    }

    private static int nice() {
        try {
            var line = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ")[FIELD_AFTER_NAME]);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
