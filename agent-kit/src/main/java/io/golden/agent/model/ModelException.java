package io.golden.agent.model;

/** The model did not answer, or not usefully. The message is safe to show: no prompt, no key. */
public final class ModelException extends RuntimeException {
    private final long tokens;

    public ModelException(String message) {
        this(message, 0);
    }

    /**
     * @param tokens what was burnt before it failed
     */
    public ModelException(String message, long tokens) {
        super(message);
        this.tokens = tokens;
    }

    public long tokens() {
        return tokens;
    }
}
