package io.golden.sandbox.box;

import io.golden.sandbox.linux.Descriptors;
import io.golden.sandbox.linux.OwnedDescriptors;
import java.util.List;

/**
 * Puts files into the working directory of a box, from outside, while nothing runs in it but its first process, which
 * waits: nobody is there who could plant a link. They belong to the box's user, as if they had been made inside.
 */
final class FileWriter {
    private final Host host;

    FileWriter(Host host) {
        this.host = host;
    }

    void write(int firstProcess, List<BoxFile> files) {
        var descriptors = host.descriptors();
        try (var owned = new OwnedDescriptors(descriptors)) {
            var root = owned.own(descriptors.open("/proc/%d/root".formatted(firstProcess), Descriptors.O_DIRECTORY));
            var box = owned.own(descriptors.openFolder(root, BoxCommand.WRITABLE));
            var work = owned.own(descriptors.openFolder(box, BoxCommand.WORK));
            host.asBoxUser(() -> {
                files.forEach(file -> write(work, file));
                return files;
            });
        }
    }

    private void write(int work, BoxFile file) {
        var descriptors = host.descriptors();
        try (var owned = new OwnedDescriptors(descriptors)) {
            var folder = work;
            var names = file.path().split("/");
            for (var level = 0; level < names.length - 1; level++) {
                descriptors.createFolder(Descriptors.below(folder, names[level]));
                folder = owned.own(descriptors.openFolder(folder, names[level]));
            }
            var created = owned.own(descriptors.create(Descriptors.below(folder, names[names.length - 1])));
            descriptors.write(created, file.content());
        }
    }
}
