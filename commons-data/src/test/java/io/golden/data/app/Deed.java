package io.golden.data.app;

/** What a test message asks its consumer to do: leave a row of that name, in that manner. */
public record Deed(String name, Manner manner) {
    public enum Manner {
        WELL,
        FAIL_ONCE,
        FAIL,
        POISON,
        SLOWLY
    }

    public static Deed well(String name) {
        return new Deed(name, Manner.WELL);
    }
}
