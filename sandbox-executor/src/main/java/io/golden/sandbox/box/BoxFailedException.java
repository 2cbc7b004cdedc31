package io.golden.sandbox.box;

/** The box could not be made: something is wrong with this machine, not with the code that was to run. */
public final class BoxFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BoxFailedException(int exitCode, String complaint) {
        super("the box could not be made (exit code %d): %s".formatted(exitCode, complaint.strip()));
    }

    BoxFailedException(String reason) {
        super("the box could not be made: " + reason);
    }

    BoxFailedException(RuntimeException cause) {
        super("the box could not be made: " + cause.getMessage(), cause);
    }
}
