package io.golden.sandbox.language;

import java.util.Arrays;
import java.util.Optional;

/** A language by its name on the wire. */
public enum Language {
    PYTHON("__main__.py", 0, "MemoryError"),
    /** Its runtime maps far more address space than it ever uses. */
    JAVASCRIPT("__main__.js", 2048, "heap out of memory"),
    /** "Cannot allocate memory" of the kernel's, "cannot allocate 4096 bytes" of its own. */
    BASH("__main__.sh", 0, "annot allocate ");

    private final String mainFile;
    private final int leastAddressSpaceMb;
    private final String outOfMemoryMark;

    Language(String mainFile, int leastAddressSpaceMb, String outOfMemoryMark) {
        this.mainFile = mainFile;
        this.leastAddressSpaceMb = leastAddressSpaceMb;
        this.outOfMemoryMark = outOfMemoryMark;
    }

    public static Optional<Language> named(String name) {
        return Arrays.stream(values())
                .filter(language -> language.wireName().equals(name))
                .findFirst();
    }

    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What the code is called in its working directory. */
    public String mainFile() {
        return mainFile;
    }

    public int leastAddressSpaceMb() {
        return leastAddressSpaceMb;
    }

    /** What the runtime writes to stderr when it could not get the memory it asked for. */
    public String outOfMemoryMark() {
        return outOfMemoryMark;
    }
}
