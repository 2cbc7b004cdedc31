package io.golden.commons.configuration;

/**
 * A value of the environment is missing or malformed: the service stops, with this one line. Never holds the value, which
 * may be a secret.
 */
public final class InvalidConfiguration extends RuntimeException {
    /**
     * @param variable such as {@code AUTH_SERVICE_URL}
     * @param expected the expected form, such as {@code "a URL like http://auth-service:8080"}
     */
    public InvalidConfiguration(String variable, String expected) {
        super(variable + " must be " + expected);
    }
}
