package io.golden.sandbox.box;

import io.golden.sandbox.box.BoxResult.Artifact;
import io.golden.sandbox.linux.Descriptors;
import io.golden.sandbox.linux.LinuxException;
import io.golden.sandbox.linux.OwnedDescriptors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a program left under {@code artifacts/}, from outside, after the program and all its children were killed.
 * Each step opens one name below a directory that is already open and refuses to follow a link, so a planted link leads
 * nowhere; FIFOs are opened without waiting and then refused, like everything that is not a regular file.
 */
final class ArtifactReader {
    private static final int MOST_FILES = 50;
    private static final int MOST_ENTRIES = 1_000;
    private static final int DEEPEST = 5;
    private static final int MOST_BYTES = 1 << 20;

    private final Descriptors descriptors;
    private final List<Artifact> found = new ArrayList<>();
    private int entries;
    private int bytes;

    ArtifactReader(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    /** What the box of this first process holds; nothing when there is no such directory. */
    List<Artifact> read(int firstProcess) {
        var path = "/proc/%d/root".formatted(firstProcess);
        try (var owned = new OwnedDescriptors(descriptors)) {
            var folder = owned.own(descriptors.open(path, Descriptors.O_DIRECTORY));
            for (var name : List.of(BoxCommand.WRITABLE, BoxCommand.WORK, BoxCommand.ARTIFACTS)) {
                folder = owned.own(descriptors.openFolder(folder, name));
            }
            walk(folder, "", 0);
        } catch (LinuxException e) {
            // No such directory, or something else of that name: nothing to bring back.
        }
        return List.copyOf(found);
    }

    private void walk(int folder, String prefix, int depth) {
        try (var listing = Files.newDirectoryStream(Path.of(Descriptors.below(folder, "")))) {
            for (var entry : listing) {
                if (++entries > MOST_ENTRIES || found.size() >= MOST_FILES) {
                    return;
                }
                visit(folder, entry.getFileName().toString(), prefix, depth);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A directory the program made unreadable is left unread.
        }
    }

    private void visit(int folder, String name, String prefix, int depth) {
        try (var owned = new OwnedDescriptors(descriptors)) {
            var file = owned.own(
                    descriptors.open(Descriptors.below(folder, name), Descriptors.O_NOFOLLOW | Descriptors.O_NONBLOCK));
            var path = Path.of("/proc/self/fd/" + file);
            if (Files.isDirectory(path)) {
                if (depth < DEEPEST) {
                    walk(file, prefix + name + "/", depth + 1);
                }
            } else if (Files.isRegularFile(path)) {
                content(file).ifPresent(content -> found.add(new Artifact(prefix + name, content)));
            }
        } catch (LinuxException e) {
            // A link, or a file the program made unreadable.
        }
    }

    /** All of it, or nothing when it does not fit into what may still come back. */
    private Optional<byte[]> content(int file) {
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(65_536);
            var content = new ByteArrayOutputStream();
            for (var count = descriptors.read(file, buffer); count > 0; count = descriptors.read(file, buffer)) {
                if (bytes + content.size() + count > MOST_BYTES) {
                    return Optional.empty();
                }
                content.writeBytes(buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE));
            }
            bytes += content.size();
            return Optional.of(content.toByteArray());
        }
    }
}
