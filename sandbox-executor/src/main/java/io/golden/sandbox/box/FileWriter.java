package io.golden.sandbox.box;

import io.golden.sandbox.linux.Descriptors;
import io.golden.sandbox.linux.OwnedDescriptors;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Puts files into the working directory of a box, from outside, while nothing runs in it but its first process and
 * perhaps a runtime, which wait: nobody is there who could plant a link. They belong to the box's user, as if they had been made inside.
 */
final class FileWriter {
    private static final String UNFINISHED = ".unfinished";

    private final Host host;

    FileWriter(Host host) {
        this.host = host;
    }

    void write(int firstProcess, List<BoxFile> files) {
        inWork(firstProcess, work -> {
            files.forEach(file -> write(work, file));
            return files;
        });
    }

    /** In the place of a file that is not known yet; who reads it waits. Open to write. */
    int createFifo(int firstProcess, String name) {
        return inWork(firstProcess, work -> host.descriptors().createFifo(Descriptors.below(work, name)));
    }

    /** Puts the file in the place of a FIFO: who has opened that goes on with it, everybody else finds the file. */
    void replace(int firstProcess, BoxFile file) {
        inWork(firstProcess, work -> {
            var unfinished = new BoxFile(file.path() + UNFINISHED, file.content());
            write(work, unfinished);
            host.descriptors().rename(Descriptors.below(work, unfinished.path()), Descriptors.below(work, file.path()));
            return file;
        });
    }

    private <T> T inWork(int firstProcess, IntFunction<T> action) {
        var descriptors = host.descriptors();
        try (var owned = new OwnedDescriptors(descriptors)) {
            var root = owned.own(descriptors.open("/proc/%d/root".formatted(firstProcess), Descriptors.O_DIRECTORY));
            var box = owned.own(descriptors.openFolder(root, BoxCommand.WRITABLE));
            var work = owned.own(descriptors.openFolder(box, BoxCommand.WORK));
            return host.asBoxUser(() -> action.apply(work));
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
