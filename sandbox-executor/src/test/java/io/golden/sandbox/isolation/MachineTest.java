package io.golden.sandbox.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @Test
    void thisMachineIsAble() {
        var machine = Machine.inspect(new Programs("/usr/bin/bwrap", "/usr/bin/python3"));

        assertThat(machine).isInstanceOf(Machine.Able.class);
    }

    @Test
    void eachMissingProgramIsToldWithItsPackage() {
        var machine = Machine.inspect(new Programs("/usr/bin/no-bwrap", "/usr/bin/no-python"));

        assertThat(machine)
                .isInstanceOfSatisfying(
                        Machine.Unable.class,
                        unable -> assertThat(unable.lacking())
                                .anyMatch(line -> line.contains("install the package bubblewrap"))
                                .anyMatch(line -> line.contains("install the package python3")));
    }

    @Test
    void anInterpreterThatIsNotNamedAbsolutelyIsNotLookedFor() {
        var machine = Machine.inspect(new Programs("/usr/bin/bwrap", "python3"));

        assertThat(machine).isInstanceOf(Machine.Unable.class);
    }

    @Test
    void aBoxThatCannotBeMadeIsAVerdictWithTheReason() {
        var machine = Machine.inspect(new Programs("/usr/bin/false", "/usr/bin/python3"));

        assertThat(machine).isInstanceOfSatisfying(Machine.Able.class, able -> {
            var limiter = new io.golden.sandbox.memory.ResidentMemory();
            var verdicts = new SelfTest(able.host(), able.runtimes(), limiter).run();
            assertThat(verdicts).singleElement().satisfies(verdict -> {
                assertThat(verdict.held()).isFalse();
                assertThat(verdict.seen()).contains("the box could not be made");
            });
        });
    }

    @Test
    void aHarmfulKernelSettingIsToldWithItsRemedy(@TempDir Path settings) throws IOException {
        Files.createDirectories(settings.resolve("user"));
        Files.writeString(settings.resolve("user/max_user_namespaces"), "0\n");

        var complaints = KernelSettings.complaints(settings);

        assertThat(complaints).singleElement().asString().contains("sysctl -w user.max_user_namespaces");
    }

    @Test
    void kernelSettingsThatAreThereAndHarmlessAreNotComplainedOf(@TempDir Path settings) throws IOException {
        Files.createDirectories(settings.resolve("user"));
        Files.writeString(settings.resolve("user/max_user_namespaces"), "96365\n");

        assertThat(KernelSettings.complaints(settings)).isEmpty();
    }
}
