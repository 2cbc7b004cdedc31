package io.golden.sandbox.box;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** What the first process of a box says: that the box is made, that the limits are set, and the program's exit code. */
final class FirstProcessReport {
    private static final int LONGEST = 64;

    private final StringBuilder said = new StringBuilder();

    /** A program that found the pipe and writes to it fools nobody but itself, and fills no memory here. */
    void take(MemorySegment buffer, int count) {
        var text = new String(buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
        said.append(text, 0, Math.min(text.length(), LONGEST - said.length()));
    }

    boolean made() {
        return lines() >= 1;
    }

    boolean started() {
        return lines() >= 2;
    }

    boolean complete() {
        return said.length() == LONGEST || lines() >= 3;
    }

    OptionalInt exitCode() {
        var lines = said.toString().lines().toList();
        if (lines.size() < 3 || !lines.get(2).matches("[0-9]{1,3}")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(lines.get(2)) & 0xFF);
    }

    private long lines() {
        return said.chars().filter(character -> character == '\n').count();
    }
}
