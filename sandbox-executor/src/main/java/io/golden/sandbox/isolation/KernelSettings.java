package io.golden.sandbox.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The settings of kernels and distributions that forbid namespaces to ordinary users. */
final class KernelSettings {
    private static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "user/max_user_namespaces",
                    "0",
                    "the kernel allows no user namespaces: sysctl -w user.max_user_namespaces=10000"),
            new Setting(
                    "kernel/unprivileged_userns_clone",
                    "0",
                    "the kernel keeps user namespaces for root: sysctl -w kernel.unprivileged_userns_clone=1"),
            new Setting(
                    "kernel/apparmor_restrict_unprivileged_userns",
                    "1",
                    "AppArmor restricts user namespaces: give bubblewrap a profile that allows userns, or"
                            + " sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"));

    private KernelSettings() {}

    /**
     * What may be the reason when no box can be made: one line for each setting that is in the way. Root gives up its
     * rights before it makes a box, so they bind it too.
     */
    static List<String> complaints(Path settings) {
        return SETTINGS.stream()
                .filter(setting -> setting.isSet(settings))
                .map(Setting::complaint)
                .toList();
    }

    private record Setting(String name, String harmful, String complaint) {
        boolean isSet(Path settings) {
            try {
                return Files.readString(settings.resolve(name)).strip().equals(harmful);
            } catch (IOException e) {
                return false;
            }
        }
    }
}
