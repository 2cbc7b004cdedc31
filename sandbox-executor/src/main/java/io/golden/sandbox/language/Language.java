package io.golden.sandbox.language;

import java.util.Arrays;
import java.util.Optional;

/** A language by its name on the wire. */
public enum Language {
    PYTHON("__main__.py", 0, "MemoryError", true),
    /** Its runtime maps far more address space than it ever uses. */
    JAVASCRIPT("__main__.js", 2048, "heap out of memory", true),
    /** "Cannot allocate memory" of the kernel's, "cannot allocate 4096 bytes" of its own. */
    BASH("__main__.sh", 0, "annot allocate ", false);

    private final String mainFile;
    private final int leastAddressSpaceMb;
    private final String outOfMemoryMark;
    private final boolean slowToStart;

    Language(String mainFile, int leastAddressSpaceMb, String outOfMemoryMark, boolean slowToStart) {
        this.mainFile = mainFile;
        this.leastAddressSpaceMb = leastAddressSpaceMb;
        this.outOfMemoryMark = outOfMemoryMark;
        this.slowToStart = slowToStart;
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

    /** Whether starting its runtime takes longer than making a box. */
    public boolean isSlowToStart() {
        return slowToStart;
    }

    /** What the runtime writes to stderr when it could not get the memory it asked for. */
    public String outOfMemoryMark() {
        return outOfMemoryMark;
    }
}
