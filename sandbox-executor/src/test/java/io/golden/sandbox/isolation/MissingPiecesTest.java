package io.golden.sandbox.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.golden.sandbox.box.Boxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service's look at the machine in processes of their own, on machines that lack something: only root can make
 * those. An ordinary user's test run is itself the proof for ordinary users.
 */
class MissingPiecesTest {
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    /** A user namespace in which no further one may be made, entered by an ordinary user. */
    private static final String NO_NAMESPACES = "echo 0 >/proc/sys/user/max_user_namespaces"
            + " && exec setpriv --ambient-caps=-all --inh-caps=-all \"$@\"";

    private static final String NO_LIBSECCOMP =
            "for file in /usr/lib/*/libseccomp.so.2; do mount --bind /dev/null \"$file\" || exit; done; exec \"$@\"";

    @TempDir
    Path classes;

    @BeforeEach
    void classesThatEveryUserCanRead() throws IOException {
        assumeTrue(Boxes.root(), "only root can take something from a machine");
        Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var source : List.of(Path.of("target/classes"), Path.of("target/test-classes"))) {
            copy(source.resolve("io/golden/sandbox"), classes.resolve("io/golden/sandbox"));
        }
    }

    @Test
    void anOrdinaryUserIsIsolatedAsWell() throws Exception {
        var told = inspect(AS_NOBODY);

        assertThat(told).containsExactly("able", "complete");
    }

    @Test
    void withoutUserNamespacesTheSettingIsNamed() throws Exception {
        var command = new ArrayList<>(AS_NOBODY);
        command.addAll(
                List.of("unshare", "--user", "--map-current-user", "--keep-caps", "sh", "-c", NO_NAMESPACES, "sh"));

        var told = inspect(command);

        assertThat(told).first().isEqualTo("able");
        assertThat(told)
                .anyMatch(line -> line.startsWith("namespaces: make a box")
                        && line.contains("sysctl -w user.max_user_namespaces=10000"));
    }

    @Test
    void withoutLibseccompThePackageIsNamed() throws Exception {
        var told = inspect(List.of("unshare", "--mount", "sh", "-c", NO_LIBSECCOMP, "sh"));

        assertThat(told).containsExactly("libseccomp.so.2 is missing: install the package libseccomp2");
    }

    private List<String> inspect(List<String> before) throws Exception {
        var command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes.toString(),
                Inspection.class.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.inputReader()) {
            var lines = output.lines().toList();
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
