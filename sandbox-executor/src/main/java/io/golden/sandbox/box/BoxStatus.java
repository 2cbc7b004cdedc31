package io.golden.sandbox.box;

/** How a run ended. */
public enum BoxStatus {
    /** Exit code 0. */
    OK,
    /** Another exit code. */
    ERROR,
    /** Its time was up. */
    TIMEOUT,
    /** It wanted more memory than it may have. */
    MEMORY_LIMIT,
    /** It wrote more than it may. */
    OUTPUT_LIMIT,
    /** A signal ended it, its own or that of a caller who went away. */
    KILLED
}
